package io.pulltriage.streams.alert.decide;

import java.util.Locale;

/** Why a sink is not told, or not yet. */
public enum Reason {
  /** No route of the sink matches. */
  ROUTE,
  /** It is part of an open outbreak, which is told instead. */
  OUTBREAK,
  /** It has too few pods. */
  SIZE,
  /** A silence matches. */
  SILENCE,
  /** It has not lasted long enough. */
  AGE,
  /** It was over before it was told. */
  OVER,
  /** Another instance tells it now. */
  MOVED;

  /** In small letters, as metrics have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
