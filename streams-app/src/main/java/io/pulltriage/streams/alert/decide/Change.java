package io.pulltriage.streams.alert.decide;

import java.util.Locale;

/** What a message tells. */
public enum Change {
  /** It began. */
  OPENED,
  /** Its cause, its severity or the outbreak that it is part of is another. */
  CHANGED,
  /** It still lasts. */
  REFRESHED,
  /** It is over. */
  RESOLVED;

  /** In small letters, as programs are told. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
