package io.pulltriage.classifier;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import java.util.List;
import java.util.Optional;

/**
 * What a message says.
 *
 * @param cause why the image does not come or the container does not start; empty for a message
 *     that speaks of neither ({@code NOT_PULL})
 * @param confidence how sure the cause is; {@code NONE} when it is empty
 * @param rule id of the rule that decided; empty when none matched
 * @param alternatives other causes that the text leaves open, likeliest first
 */
public record Classification(
    Optional<Cause> cause, Confidence confidence, Optional<String> rule, List<Cause> alternatives) {

  /**
   * What stands for the cause of a message that is not ours in everything people and programs read.
   */
  public static final String NOT_PULL = "NOT_PULL";

  /** Copies the list, so that nobody changes it later. */
  public Classification {
    alternatives = List.copyOf(alternatives);
  }
}
