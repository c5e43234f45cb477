package io.pulltriage.streams.api;

/** Who may use a route, where tokens are set at all. */
public enum Access {

  /** Everyone: it tells nothing of clusters. */
  OPEN,

  /** Whoever has a token; the answer holds what that token may see. */
  READ,

  /** Whose token sees everything: the answer cannot be cut down. */
  READ_ALL,

  /** Whose token may change things. */
  ADMIN
}
