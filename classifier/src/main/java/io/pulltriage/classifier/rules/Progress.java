package io.pulltriage.classifier.rules;

import io.pulltriage.schemas.Cause;
import java.util.Optional;

/** How far the attempt to pull got of which an error tells; the further the later. */
enum Progress {
  /** No registry answered, or none was asked. */
  UNANSWERED,
  /** A registry answered and refused. */
  REFUSED,
  /** The caller was let in: only such a caller is told that a manifest is missing or unfit. */
  LET_IN,
  /** Layers were fetched and could not be used. */
  FETCHED;

  /** How far an attempt got that ended with a cause; empty for an error that is not a pull's. */
  static Progress of(Optional<Cause> cause) {
    return cause.map(Progress::of).orElse(UNANSWERED);
  }

  private static Progress of(Cause cause) {
    return switch (cause) {
      case DISK_FULL, IMAGE_CORRUPT, RUNTIME_FAILURE -> FETCHED;
      case TAG_NOT_FOUND,
          REPOSITORY_NOT_FOUND,
          PLATFORM_MISMATCH,
          UNSUPPORTED_FORMAT,
          POLICY_REJECTED ->
          LET_IN;
      case NOT_FOUND_OR_PRIVATE,
          UNAUTHENTICATED,
          FORBIDDEN,
          RATE_LIMITED,
          QUOTA_EXCEEDED,
          REGISTRY_ERROR ->
          REFUSED;
      case INVALID_IMAGE_NAME,
          PULL_SECRET_MISSING,
          PULL_SECRET_INVALID,
          KUBELET_THROTTLED,
          DNS_FAILURE,
          NETWORK_TIMEOUT,
          CONNECTION_FAILED,
          PROXY_FAILURE,
          TLS_FAILURE,
          NEVER_PULL,
          PULL_CANCELLED,
          PULL_STALLED,
          NO_DETAIL,
          UNKNOWN,
          EXEC_FORMAT,
          CRASH_LOOP,
          CONFIG_ERROR,
          COMMAND_NOT_FOUND,
          OOM_KILLED,
          START_FAILED ->
          UNANSWERED;
    };
  }
}
