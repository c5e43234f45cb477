package io.pulltriage.streams.config.alerts;

import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import java.time.Duration;

/**
 * One incoming webhook of Slack, or of what takes the same (Mattermost, Rocket.Chat).
 *
 * @param url its address
 * @param urlFrom where its address is kept
 * @param timeout of a request
 * @param tls whom we trust
 */
public record SlackConfig(
    @Setting("Its address; better kept elsewhere, for who knows it may post.") String url,
    SecretConfig urlFrom,
    @Setting("How long a request may take.") Duration timeout,
    HttpTlsConfig tls) {

  /** Refuses what cannot be. */
  public SlackConfig {
    if (!url.isBlank()) {
      Addresses.requireWeb("url", url);
    }
    Checks.requirePositive("timeout", timeout);
  }

  /** One without an address, which it needs. */
  public static SlackConfig defaults() {
    return new SlackConfig(
        "", SecretConfig.none(), Duration.ofSeconds(10), HttpTlsConfig.standard());
  }
}
