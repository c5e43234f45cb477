package io.pulltriage.streams.config;

import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import java.time.Duration;

/**
 * How the instances of the analyzer ask each other.
 *
 * @param address where the others reach this instance; empty where there is one alone
 * @param patience how long another instance may take to answer
 * @param parallelism questions to other instances at a time
 * @param secretFile file that holds what instances know each other by
 */
public record PeersConfig(
    @Setting(
            "`host:port` under which other instances reach this one's `api.port`; without it, this"
                + " instance answers from its own part alone.")
        String address,
    @Setting("How long another instance may take to answer; then a standby is asked.")
        Duration patience,
    @Setting("How many questions to other instances there may be at a time.") int parallelism,
    @Setting("File that holds the secret by which instances know each other.") String secretFile) {

  /** Refuses what cannot be. */
  public PeersConfig {
    Checks.requirePositive("patience", patience);
    Checks.requirePositive("parallelism", parallelism);
    if (!address.isEmpty()
        && !address.matches("[^:/\\s]+:[0-9]{1,5}|\\[[0-9a-fA-F:]+]:[0-9]{1,5}")) {
      throw new IllegalArgumentException("address must be host:port, is '" + address + "'");
    }
    if (!address.isEmpty() && secretFile.isEmpty()) {
      throw new IllegalArgumentException(
          "secretFile must be set where address is: instances answer only those who know it");
    }
  }

  /** One instance. */
  static PeersConfig defaults() {
    return new PeersConfig("", Duration.ofSeconds(2), 16, "");
  }
}
