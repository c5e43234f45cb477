package io.pulltriage.standalone.report;

import io.pulltriage.schemas.Cause;
import java.util.List;

/**
 * Texts of one wording that no rule reads. Immutable.
 *
 * @param shape the wording, with placeholders in the place of names
 * @param cause UNKNOWN or NO_DETAIL
 * @param reasons of the events, as far as they are known
 * @param seen number of texts
 */
public record UnreadWording(String shape, Cause cause, List<String> reasons, long seen) {

  /** Keeps what it is given. */
  public UnreadWording {
    reasons = List.copyOf(reasons);
  }

  /** The same with one text more. */
  public UnreadWording oneMore() {
    return new UnreadWording(shape, cause, reasons, seen + 1);
  }
}
