package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.Cause;

/** How causes compare. Pure. */
public final class Causes {

  private Causes() {}

  /** How much a cause says: one that names what is wrong beats one that only tells of waiting. */
  public static int rank(Cause cause) {
    return switch (cause) {
      case NO_DETAIL -> 0;
      case UNKNOWN, PULL_CANCELLED -> 1;
      case CRASH_LOOP, KUBELET_THROTTLED -> 2;
      case TAG_NOT_FOUND,
          REPOSITORY_NOT_FOUND,
          NOT_FOUND_OR_PRIVATE,
          INVALID_IMAGE_NAME,
          UNAUTHENTICATED,
          FORBIDDEN,
          PULL_SECRET_MISSING,
          PULL_SECRET_INVALID,
          RATE_LIMITED,
          QUOTA_EXCEEDED,
          PLATFORM_MISMATCH,
          DNS_FAILURE,
          NETWORK_TIMEOUT,
          CONNECTION_FAILED,
          PROXY_FAILURE,
          TLS_FAILURE,
          REGISTRY_ERROR,
          DISK_FULL,
          IMAGE_CORRUPT,
          UNSUPPORTED_FORMAT,
          POLICY_REJECTED,
          NEVER_PULL,
          RUNTIME_FAILURE,
          PULL_STALLED,
          EXEC_FORMAT,
          CONFIG_ERROR,
          COMMAND_NOT_FOUND,
          OOM_KILLED,
          START_FAILED ->
          3;
    };
  }
}
