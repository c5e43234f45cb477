package io.pulltriage.streams.topology.diagnosis;

/** Which way a container's status points for one phase. */
enum Condition {
  /** It fails. */
  FAILING,
  /** It got through the phase: proof, not the mere absence of failure. */
  WELL,
  /** The status says neither; what was true before still is. */
  UNDECIDED
}
