package io.pulltriage.testkit.fleet;

import io.pulltriage.schemas.OutbreakScope;

/** What of an outbreak is judged. */
public record ExpectedOutbreak(OutbreakScope scope, String key) {

  @Override
  public String toString() {
    return scope + " " + key;
  }
}
