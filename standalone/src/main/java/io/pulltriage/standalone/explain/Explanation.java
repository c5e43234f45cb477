package io.pulltriage.standalone.explain;

import io.pulltriage.classifier.CauseEntry;
import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.ImageAdvice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What there is to say about a message.
 *
 * @param classification what the message says
 * @param entry what the catalogue says about its cause; empty for a message that is not ours
 * @param advice what is known about the image that it is about
 */
public record Explanation(
    Classification classification, Optional<CauseEntry> entry, List<ImageAdvice> advice) {

  private static final String NOT_PULL_TITLE = "Not about pulling or starting an image";

  /** Copies the list, so that nobody changes it later. */
  public Explanation {
    advice = List.copyOf(advice);
  }

  /** The cause's name, or {@link Classification#NOT_PULL}. */
  public String cause() {
    return classification.cause().map(Enum::name).orElse(Classification.NOT_PULL);
  }

  /** A few words for it. */
  public String title() {
    return entry.map(CauseEntry::title).orElse(NOT_PULL_TITLE);
  }

  /** What to do, in order: about this image first. */
  public List<String> remediation() {
    return Stream.concat(
            advice.stream().flatMap(known -> known.remediation().stream()),
            entry.stream().flatMap(known -> known.remediation().stream()))
        .toList();
  }
}
