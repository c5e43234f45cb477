package io.pulltriage.streams.config.alerts;

import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import java.time.Duration;

/**
 * One Alertmanager; of several each gets everything.
 *
 * @param url its address
 * @param refreshEvery how often it is told again
 * @param batch alerts in one request
 * @param timeout of a request
 * @param auth who we are
 * @param tls whom we trust
 */
public record AlertmanagerConfig(
    @Setting("Its address, with its path prefix if it has one: `http://alertmanager:9093`.")
        String url,
    @Setting(
            "How often what is still failing is sent again. Each time it is said to last four times"
                + " as long, so Alertmanager's `resolve_timeout` does not matter; what is never sent"
                + " again, because PullTriage is gone, is over for Alertmanager after that time.")
        Duration refreshEvery,
    @Setting("How many alerts go into one request at most.") int batch,
    @Setting("How long a request may take.") Duration timeout,
    HttpAuthConfig auth,
    HttpTlsConfig tls) {

  /** Refuses what cannot be. */
  public AlertmanagerConfig {
    if (!url.isBlank()) {
      Addresses.requireWeb("url", url);
    }
    Checks.requirePositive("refreshEvery", refreshEvery);
    Checks.requireBetween("batch", batch, 1, 5_000);
    Checks.requirePositive("timeout", timeout);
  }

  /** One without an address, which it needs. */
  public static AlertmanagerConfig defaults() {
    return new AlertmanagerConfig(
        "",
        Duration.ofMinutes(1),
        256,
        Duration.ofSeconds(10),
        HttpAuthConfig.none(),
        HttpTlsConfig.standard());
  }

  /** One at an address, everything else as it is by default. */
  public static AlertmanagerConfig at(String url) {
    AlertmanagerConfig standard = defaults();
    return new AlertmanagerConfig(
        url, standard.refreshEvery, standard.batch, standard.timeout, standard.auth, standard.tls);
  }
}
