package io.pulltriage.producer.service;

/**
 * Whether something is as it should be.
 *
 * @param ok whether it is
 * @param reason why not, for people
 */
public record Health(boolean ok, String reason) {

  static Health yes() {
    return new Health(true, "ok");
  }

  static Health no(String reason) {
    return new Health(false, reason);
  }
}
