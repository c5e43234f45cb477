package io.pulltriage.streams.config.alerts;

import io.pulltriage.settings.Setting;

/**
 * How a sink proves who it is.
 *
 * @param user name for basic authentication
 * @param password its password
 * @param bearer a token instead
 */
public record HttpAuthConfig(
    @Setting("User of basic authentication; empty for none.") String user,
    SecretConfig password,
    SecretConfig bearer) {

  /** Refuses what cannot be. */
  public HttpAuthConfig {
    if (!user.isBlank() && bearer.isGiven()) {
      throw new IllegalArgumentException("bearer cannot be used beside user: choose one of them");
    }
    if (user.isBlank() == password.isGiven()) {
      throw new IllegalArgumentException("password and user belong together");
    }
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("user must not have a colon");
    }
  }

  /** No authentication. */
  public static HttpAuthConfig none() {
    return new HttpAuthConfig("", SecretConfig.none(), SecretConfig.none());
  }
}
