package io.pulltriage.producer.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Sees what a stream brings as it came, on its cluster's executor; must not change it. */
interface Tap {

  /** Sees nothing. */
  Tap NONE =
      new Tap() {
        @Override
        public boolean isListening() {
          return false;
        }

        @Override
        public void listed(ObjectNode object) {
          // Nobody wants it.
        }

        @Override
        public void watched(byte[] line) {
          // Nobody wants it.
        }
      };

  /** Whether it wants to see anything; objects are read whole for those that do. */
  default boolean isListening() {
    return true;
  }

  /** An object of a list. */
  void listed(ObjectNode object);

  /** A line of a watch that could be read. */
  void watched(byte[] line);
}
