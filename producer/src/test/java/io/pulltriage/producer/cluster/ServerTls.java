package io.pulltriage.producer.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS of a server that leaves it to others to judge its clients' certificates. */
final class ServerTls {

  private ServerTls() {}

  /** With a certificate and its key, both as PEM. */
  static SSLContext of(Path certificate, Path key) {
    try {
      Config files =
          new ConfigBuilder(Config.empty())
              .withClientCertFile(certificate.toString())
              .withClientKeyFile(key.toString())
              .build();
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(SSLUtils.keyManagers(files), new TrustManager[] {new AnyCertificate()}, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class AnyCertificate extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
      // The server asks for it later.
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      // The server asks for it later.
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      // The server asks for it later.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      throw new IllegalStateException("it is a server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      throw new IllegalStateException("it is a server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      throw new IllegalStateException("it is a server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
