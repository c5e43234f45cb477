package io.pulltriage.streams.config;

/** How time goes on between the facts of a cluster. */
public enum TimeMode {
  /** As fast as this machine's clock, so that silence does not stop it: for live clusters. */
  LIVE,
  /** Only as facts come, so that last week is seen as it was: for recorded clusters. */
  RECORDED
}
