package io.pulltriage.producer.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;

/**
 * Trusts a server whose certificate is for a name that is known, instead of for the host at which
 * the server is reached: {@code tls-server-name} of a kubeconfig, as kubectl takes it. fabric8's
 * client does not know how over Vert.x. What the handshake says for which server it is (SNI) is
 * still the host. Thread-safe.
 */
public final class ServerNameTrust extends X509ExtendedTrustManager {

  private final X509TrustManager issuers;
  private final String name;
  private final DefaultHostnameVerifier names = new DefaultHostnameVerifier();

  private ServerNameTrust(X509TrustManager issuers, String name) {
    this.issuers = issuers;
    this.name = name;
  }

  /**
   * Has a client judge its server by the name in its settings, if there is one and servers are
   * judged at all.
   *
   * @throws IllegalArgumentException if the authorities of the settings cannot be read
   */
  public static void applyTo(HttpClient.Builder builder, Config config) {
    String name = config.getTlsServerName();
    if (name == null || name.isBlank() || config.isTrustCerts()) {
      return;
    }
    try {
      TrustManager[] managers =
          Arrays.stream(SSLUtils.trustManagers(config))
              .map(manager -> new ServerNameTrust((X509TrustManager) manager, name))
              .toArray(TrustManager[]::new);
      builder.sslContext(SSLUtils.keyManagers(config), managers);
      // It would only warn that it cannot do it.
      builder.tlsServerName("");
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the certificates cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    issuers.checkServerTrusted(chain, type);
    try {
      names.verify(name, chain[0]);
    } catch (SSLException e) {
      throw new CertificateException(e.getMessage(), e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("it judges servers alone");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return issuers.getAcceptedIssuers();
  }
}
