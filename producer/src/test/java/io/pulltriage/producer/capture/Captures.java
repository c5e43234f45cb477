package io.pulltriage.producer.capture;

import io.pulltriage.producer.publish.FeedConfig;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Feeds captures in tests and keeps what came of it. */
record Captures(
    CaptureSummary summary, List<Publication> publications, List<CaptureProblem> problems) {

  /** The recording of two real clusters that comes with the project. */
  static final Path TWO_CLUSTERS = Path.of("..", "captures", "two-clusters");

  static Captures feed(Path... folders) {
    List<Publication> publications = new ArrayList<>();
    List<CaptureProblem> problems = new ArrayList<>();
    CaptureSummary summary =
        CaptureFeed.feed(
            List.of(folders),
            FeedConfig.defaults(),
            publications::add,
            new CaptureListener() {
              @Override
              public void problem(CaptureProblem problem) {
                problems.add(problem);
              }
            });
    return new Captures(summary, publications, problems);
  }

  <T> Stream<T> values(Kind kind, Class<T> type) {
    return publications.stream()
        .filter(publication -> publication.kind() == kind && publication.value() != null)
        .map(publication -> type.cast(publication.value()));
  }
}
