package io.pulltriage.streams.config.alerts;

import io.pulltriage.settings.Setting;

/**
 * Where a secret is kept; never the secret itself, so that a configuration can be shown.
 *
 * @param file a file that holds it
 * @param variable an environment variable that holds it
 */
public record SecretConfig(
    @Setting("A file that holds the secret, read anew at each use; white space around it is cut.")
        String file,
    @Setting("An environment variable that holds the secret, where no file does.")
        String variable) {

  /** Refuses what cannot be. */
  public SecretConfig {
    if (!file.isBlank() && !variable.isBlank()) {
      throw new IllegalArgumentException("variable cannot be used beside file: name one of them");
    }
  }

  /** No secret. */
  public static SecretConfig none() {
    return new SecretConfig("", "");
  }

  /** Whether a secret is named. */
  public boolean isGiven() {
    return !file.isBlank() || !variable.isBlank();
  }
}
