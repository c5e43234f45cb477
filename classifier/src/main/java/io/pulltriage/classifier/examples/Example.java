package io.pulltriage.classifier.examples;

import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.Message;
import io.pulltriage.classifier.Why;
import io.pulltriage.schemas.Confidence;
import java.util.List;
import java.util.Optional;

/**
 * A message of which somebody says what it is.
 *
 * @param file where that is said
 * @param line on which line, from 1
 * @param message the message
 * @param cause the cause's name, or {@link Classification#NOT_PULL}; empty for any
 * @param rule the rule that must decide; empty for any
 * @param confidence how sure it must be; empty for any
 */
public record Example(
    String file,
    int line,
    Message message,
    Optional<String> cause,
    Optional<String> rule,
    Optional<Confidence> confidence) {

  /**
   * How it turned out.
   *
   * @param example the example
   * @param why what the message is by the rules
   * @param problems what is not as expected, in words; none where all is
   */
  public record Result(Example example, Why why, List<String> problems) {

    /** Copies the list, so that nobody changes it later. */
    public Result {
      problems = List.copyOf(problems);
    }

    /** Whether all is as expected. */
    public boolean passed() {
      return problems.isEmpty();
    }
  }
}
