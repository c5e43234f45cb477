package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.deadletters.LetterFilter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters are meant. */
final class LetterOptions {

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      description = "Those that came from this topic, such as pods.")
  private String topic = "";

  @Option(
      names = "--error",
      paramLabel = "TEXT",
      description = "Those whose error's class or text contains this.")
  private String error = "";

  @Option(
      names = "--key",
      paramLabel = "PREFIX",
      description = "Those whose key begins so, such as a cluster's name.")
  private String key = "";

  @Option(
      names = "--since",
      paramLabel = "TIME|AGE",
      description = "Those of records from then on, such as 2026-11-24T08:00:00Z or 36h.",
      converter = SinceConverter.class)
  private @Nullable Instant since;

  LetterFilter filter(List<String> ids) {
    return new LetterFilter(
        Set.copyOf(ids), topic, error, key, since == null ? Instant.MIN : since);
  }

  /** Whether all are meant. */
  boolean areNone() {
    return topic.isEmpty() && error.isEmpty() && key.isEmpty() && since == null;
  }
}
