package io.pulltriage.streams.query.part;

import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** One partition of this instance's stores. */
interface Parts {

  /** Of the stage whose stores they are. */
  int partition();

  /**
   * Whether a copy will do: a standby, or the owner's while it restores or while its thread takes
   * part in a rebalance.
   */
  boolean copies();

  /**
   * The partition of one store.
   *
   * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if it is not here, or only a
   *     copy of it where that will not do
   */
  <V> ReadOnlyKeyValueStore<String, V> open(String store);
}
