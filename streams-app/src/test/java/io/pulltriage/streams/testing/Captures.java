package io.pulltriage.streams.testing;

import io.pulltriage.producer.capture.CaptureFeed;
import io.pulltriage.producer.capture.CaptureListener;
import io.pulltriage.producer.capture.CaptureProblem;
import io.pulltriage.producer.publish.FeedConfig;
import io.pulltriage.producer.publish.Publication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a producer publishes of a recorded cluster. */
public final class Captures {

  /** Two real clusters, bundled with the project. */
  public static final Path TWO_CLUSTERS = Path.of("..", "captures", "two-clusters");

  private Captures() {}

  /** The folders of the recorded scenarios, each with what was recorded under {@code in}. */
  public static List<Path> scenarios() {
    try (Stream<Path> folders = Files.list(Golden.resource("scenarios"))) {
      return folders.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All publications of a capture without faults, in order. */
  public static List<Publication> publications(Path folder) {
    List<Publication> publications = new ArrayList<>();
    CaptureFeed.feed(
        List.of(folder),
        FeedConfig.defaults(),
        publications::add,
        new CaptureListener() {
          @Override
          public void problem(CaptureProblem problem) {
            throw new IllegalStateException("the capture is at fault: " + problem);
          }
        });
    return publications;
  }
}
