package io.pulltriage.streams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.streams.config.ApiConfig;
import io.pulltriage.streams.config.TlsConfig;
import io.pulltriage.streams.service.ServedAnalyzer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** With a certificate that the JDK's keytool makes. */
@ExtendWith(ServedCapture.class)
class TlsIT {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @Test
  void shouldServeWithTheCertificateOfPemFiles(ServedCapture.Stage stage, @TempDir Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    KeyStore store = certificate(folder);
    TlsConfig tls =
        new TlsConfig(
            pem(folder, "CERTIFICATE", store.getCertificate("server").getEncoded()),
            pem(folder, "PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded()));

    try (ServedAnalyzer served = stage.serve(config("127.0.0.1", tls), Map.of())) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://localhost:" + served.port() + "/ready"))
              .build();
      HttpResponse<String> response =
          HttpClient.newBuilder()
              .sslContext(trusting(store))
              .build()
              .send(request, BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Strict-Transport-Security")).isPresent();
      assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString()))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void shouldEndAHandshakeThatStandsStill(ServedCapture.Stage stage, @TempDir Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    KeyStore store = certificate(folder);
    TlsConfig tls =
        new TlsConfig(
            pem(folder, "CERTIFICATE", store.getCertificate("server").getEncoded()),
            pem(folder, "PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded()));
    try (ServedAnalyzer served = stage.serve(config("127.0.0.1", tls), Map.of());
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
      socket.setSoTimeout(20_000); // Less than a connection may stand still.
      socket.getOutputStream().write(new byte[] {0x16, 0x03, 0x01, 0x02});

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void shouldSayWhatAKeyMustBe(ServedCapture.Stage stage, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("none.pem"), "-----BEGIN RSA PRIVATE KEY-----");
    TlsConfig tls = new TlsConfig(file.toString(), file.toString());
    assertThatThrownBy(() -> stage.serve(config("127.0.0.1", tls), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("openssl pkcs8");
  }

  @Test
  void shouldNotOpenItsDoorToEveryoneByMistake(ServedCapture.Stage stage) {
    assertThatThrownBy(() -> stage.serve(config("0.0.0.0", TlsConfig.NONE), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("api.tokens")
        .hasMessageContaining("api.insecure");
  }

  private static ApiConfig config(String host, TlsConfig tls) {
    ApiConfig defaults = ApiConfig.defaults();
    return new ApiConfig(
        host, 0, false, tls, List.of(), Map.of(), defaults.connections(), defaults.limits());
  }

  private static KeyStore certificate(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static String pem(Path folder, String kind, byte[] content) throws IOException {
    String text =
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind);
    return Files.writeString(folder.resolve(kind.charAt(0) + ".pem"), text).toString();
  }

  private static SSLContext trusting(KeyStore store) throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
