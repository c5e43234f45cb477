package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Cause;
import java.util.Optional;

/** Causes that have the same scopes, and that one fault may show side by side. */
enum Family {
  /** The image itself cannot be had, for everyone. */
  IMAGE,
  /** Containers do not start from the image: a bad release. Each cause for itself. */
  STARTUP,
  /** The registry does not let the puller in. */
  CREDENTIAL,
  /** The registry is not reached, or does not answer as it should. */
  REACH,
  /** The node itself is in trouble. */
  NODE;

  /** Fault of a registry that is not reached, as {@link #fault} names it. */
  static final String NETWORK = "NETWORK";

  /** The family of a cause; empty for a cause that names no fault which could be shared. */
  static Optional<Family> of(Cause cause) {
    return switch (cause) {
      case TAG_NOT_FOUND,
          REPOSITORY_NOT_FOUND,
          NOT_FOUND_OR_PRIVATE,
          INVALID_IMAGE_NAME,
          PLATFORM_MISMATCH,
          IMAGE_CORRUPT,
          UNSUPPORTED_FORMAT,
          POLICY_REJECTED ->
          Optional.of(IMAGE);
      case EXEC_FORMAT, CRASH_LOOP, CONFIG_ERROR, COMMAND_NOT_FOUND, OOM_KILLED ->
          Optional.of(STARTUP);
      case UNAUTHENTICATED, FORBIDDEN, PULL_SECRET_MISSING, PULL_SECRET_INVALID ->
          Optional.of(CREDENTIAL);
      case DNS_FAILURE,
          NETWORK_TIMEOUT,
          CONNECTION_FAILED,
          PROXY_FAILURE,
          TLS_FAILURE,
          REGISTRY_ERROR,
          RATE_LIMITED,
          QUOTA_EXCEEDED,
          PULL_STALLED ->
          Optional.of(REACH);
      case DISK_FULL, RUNTIME_FAILURE, KUBELET_THROTTLED, START_FAILED -> Optional.of(NODE);
      case NEVER_PULL, PULL_CANCELLED, NO_DETAIL, UNKNOWN -> Optional.empty();
    };
  }

  /**
   * What of a reach failure is one fault: a network that is down shows itself by time-outs,
   * refusals and failed look-ups alike, but a registry that answers, be it with 503, 429 or a
   * certificate, was reached.
   */
  static String fault(Cause cause) {
    return switch (cause) {
      case TLS_FAILURE, REGISTRY_ERROR, RATE_LIMITED, QUOTA_EXCEEDED -> cause.name();
      case TAG_NOT_FOUND,
          REPOSITORY_NOT_FOUND,
          NOT_FOUND_OR_PRIVATE,
          INVALID_IMAGE_NAME,
          PLATFORM_MISMATCH,
          IMAGE_CORRUPT,
          UNSUPPORTED_FORMAT,
          POLICY_REJECTED,
          EXEC_FORMAT,
          CRASH_LOOP,
          CONFIG_ERROR,
          COMMAND_NOT_FOUND,
          OOM_KILLED,
          UNAUTHENTICATED,
          FORBIDDEN,
          PULL_SECRET_MISSING,
          PULL_SECRET_INVALID,
          DNS_FAILURE,
          NETWORK_TIMEOUT,
          CONNECTION_FAILED,
          PROXY_FAILURE,
          PULL_STALLED,
          DISK_FULL,
          RUNTIME_FAILURE,
          KUBELET_THROTTLED,
          START_FAILED,
          NEVER_PULL,
          PULL_CANCELLED,
          NO_DETAIL,
          UNKNOWN ->
          NETWORK;
    };
  }
}
