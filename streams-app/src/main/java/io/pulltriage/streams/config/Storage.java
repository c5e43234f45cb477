package io.pulltriage.streams.config;

/** Where an instance keeps its state; Kafka has it in any case. */
public enum Storage {
  /** On disk, so that it may be larger than memory and outlive a restart. */
  DISK,
  /** In memory: for short runs. */
  MEMORY
}
