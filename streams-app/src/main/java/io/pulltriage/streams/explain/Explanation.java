package io.pulltriage.streams.explain;

import io.pulltriage.classifier.CauseEntry;
import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.ImageAdvice;
import io.pulltriage.classifier.Step;
import io.pulltriage.classifier.Steps;
import io.pulltriage.classifier.Why;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What there is to say about a message.
 *
 * @param classification what the message says
 * @param entry what the catalogue says about its cause; empty for a message that is not ours
 * @param advice what is known about the image that it is about
 * @param values what the steps' placeholders stand for, as far as it is known
 * @param why how each rule fared; empty where nobody asked
 */
public record Explanation(
    Classification classification,
    Optional<CauseEntry> entry,
    List<ImageAdvice> advice,
    Map<String, String> values,
    Optional<Why> why) {

  private static final String NOT_PULL_TITLE = "Not about pulling or starting an image";

  /** Copies the collections, so that nobody changes them later. */
  public Explanation {
    advice = List.copyOf(advice);
    values = Map.copyOf(values);
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
    List<Step> steps =
        Stream.concat(
                advice.stream().flatMap(known -> known.remediation().stream()),
                entry.stream().flatMap(known -> known.remediation().stream()))
            .toList();
    return Steps.fill(steps, values);
  }
}
