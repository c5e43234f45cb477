package io.pulltriage.streams.alert.engine;

import io.pulltriage.schemas.AlertState;
import org.jspecify.annotations.Nullable;

/** Where what was told is kept. */
public interface StateOutlet {

  /** Keeps a state under its key, in place of any other; null to keep none. */
  void keep(int partition, String key, @Nullable AlertState state);
}
