package io.pulltriage.streams.alert.text;

import io.pulltriage.streams.alert.decide.Subject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What an alert says to a person. Immutable and thread-safe. */
public final class AlertText {

  private static final int SUMMARY = 300;
  private static final int DESCRIPTION = 2_000;
  private static final int EVIDENCE_LINE = 500;
  private static final int EVIDENCE_LINES = 3;
  private static final int STEP = 500;
  private static final int STEPS = 8;

  private final Links links;

  /** Texts with such links. */
  public AlertText(Links links) {
    this.links = links;
  }

  /** The links of its texts. */
  public Links links() {
    return links;
  }

  /** One line: what is wrong and where. */
  public String summary(Subject subject) {
    return SafeText.line(subject.summary(), SUMMARY);
  }

  /** What it means. */
  public String description(Subject subject) {
    return SafeText.line(subject.explanation(), DESCRIPTION);
  }

  /** What was seen, a line each. */
  public List<String> evidence(Subject subject) {
    return subject.evidence().stream()
        .limit(EVIDENCE_LINES)
        .map(line -> SafeText.line(line, EVIDENCE_LINE))
        .toList();
  }

  /** What to do, a line each, without numbers. */
  public List<String> steps(Subject subject) {
    return subject.steps().stream().limit(STEPS).map(step -> SafeText.line(step, STEP)).toList();
  }

  /** All of it as an Alertmanager's annotations. */
  public Map<String, String> annotations(Subject subject) {
    Map<String, String> annotations = new TreeMap<>();
    annotations.put("summary", summary(subject));
    annotations.put("description", description(subject));
    annotations.put("evidence", String.join("\n", evidence(subject)));
    annotations.put("steps", numbered(steps(subject)));
    annotations.put("clusters", SafeText.line(String.join(", ", subject.clusters()), SUMMARY));
    annotations.put("pods", Integer.toString(subject.pods()));
    links.runbook(subject.cause()).ifPresent(link -> annotations.put("runbook_url", link));
    links.page(subject).ifPresent(link -> annotations.put("page_url", link));
    annotations.values().removeIf(String::isEmpty);
    return annotations;
  }

  private static String numbered(List<String> steps) {
    return IntStream.range(0, steps.size())
        .mapToObj(i -> (i + 1) + ". " + steps.get(i))
        .collect(Collectors.joining("\n"));
  }
}
