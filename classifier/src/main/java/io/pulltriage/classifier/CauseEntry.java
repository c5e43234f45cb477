package io.pulltriage.classifier;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Severity;
import java.util.List;

/**
 * What the catalogue says about a cause.
 *
 * @param cause the cause
 * @param phase which half of the way to running it concerns
 * @param severity how urgent it is where nothing else is known
 * @param title a few words for a list or an alert, such as {@code Image tag not found}
 * @param explanation what it means, in a sentence or two
 * @param remediation what to do, in order; at least one step
 */
public record CauseEntry(
    Cause cause,
    Phase phase,
    Severity severity,
    String title,
    String explanation,
    List<Step> remediation) {

  /** Copies the list, so that nobody changes it later. */
  public CauseEntry {
    remediation = List.copyOf(remediation);
  }
}
