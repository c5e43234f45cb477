package io.pulltriage.streams.config;

import io.pulltriage.settings.Setting;

/**
 * The certificate to serve with.
 *
 * @param certificate PEM file of the certificate and those that it was issued by; empty for none
 * @param key PEM file of its private key (PKCS #8)
 */
public record TlsConfig(
    @Setting("PEM file of the certificate and those that it was issued by; empty for plain HTTP.")
        String certificate,
    @Setting("PEM file of its private key (PKCS #8).") String key) {

  /** Plain HTTP. */
  public static final TlsConfig NONE = new TlsConfig("", "");

  /** Refuses half of it. */
  public TlsConfig {
    if (certificate.isEmpty() != key.isEmpty()) {
      throw new IllegalArgumentException(
          (key.isEmpty() ? "key" : "certificate") + " must be set as well: TLS needs both");
    }
  }

  /** Whether to serve with TLS. */
  public boolean isOn() {
    return !certificate.isEmpty();
  }
}
