package io.pulltriage.streams.config.alerts;

import io.pulltriage.settings.Setting;

/**
 * What a sink trusts and shows when it speaks TLS. Certificates and host names are always checked.
 *
 * @param caFile certificates of authorities
 * @param certificateFile own certificate
 * @param keyFile its key
 */
public record HttpTlsConfig(
    @Setting("PEM file of authorities to trust instead of Java's own; empty for those.")
        String caFile,
    @Setting("PEM file of the client certificate with its chain; empty for none.")
        String certificateFile,
    @Setting("PEM file of its private key, PKCS #8 and unencrypted (`BEGIN PRIVATE KEY`).")
        String keyFile) {

  /** Refuses what cannot be. */
  public HttpTlsConfig {
    if (certificateFile.isBlank() != keyFile.isBlank()) {
      throw new IllegalArgumentException("keyFile and certificateFile belong together");
    }
  }

  /** What Java trusts, and no certificate. */
  public static HttpTlsConfig standard() {
    return new HttpTlsConfig("", "", "");
  }

  /** Whether anything differs from what Java does by itself. */
  public boolean isCustom() {
    return !caFile.isBlank() || !certificateFile.isBlank();
  }
}
