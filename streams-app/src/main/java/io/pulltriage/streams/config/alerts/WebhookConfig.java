package io.pulltriage.streams.config.alerts;

import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import java.time.Duration;
import java.util.List;

/**
 * One receiver of CloudEvents.
 *
 * @param url its address
 * @param urlFrom where its address is kept, if that is a secret
 * @param mode how an event is put into a request
 * @param signing the key that signs
 * @param timeout of a request
 * @param auth who we are
 * @param tls whom we trust
 */
public record WebhookConfig(
    @Setting("Its address; empty where it is kept elsewhere, because it is a secret.") String url,
    SecretConfig urlFrom,
    @Setting(
            "How an event is put into a request: `structured`, all of it in the body, or `binary`,"
                + " its attributes in headers and its data in the body.")
        String mode,
    SecretConfig signing,
    @Setting("How long a request may take.") Duration timeout,
    HttpAuthConfig auth,
    HttpTlsConfig tls) {

  /** All in the body. */
  public static final String STRUCTURED = "structured";

  /** Attributes in headers. */
  public static final String BINARY = "binary";

  /** Refuses what cannot be. */
  public WebhookConfig {
    if (!url.isBlank()) {
      Addresses.requireWeb("url", url);
    }
    if (!List.of(STRUCTURED, BINARY).contains(mode)) {
      throw new IllegalArgumentException("mode must be structured or binary, is '" + mode + "'");
    }
    Checks.requirePositive("timeout", timeout);
  }

  /** One without an address, which it needs. */
  public static WebhookConfig defaults() {
    return new WebhookConfig(
        "",
        SecretConfig.none(),
        STRUCTURED,
        SecretConfig.none(),
        Duration.ofSeconds(10),
        HttpAuthConfig.none(),
        HttpTlsConfig.standard());
  }
}
