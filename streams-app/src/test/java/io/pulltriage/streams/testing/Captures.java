package io.pulltriage.streams.testing;

import io.pulltriage.producer.capture.CaptureFeed;
import io.pulltriage.producer.capture.CaptureListener;
import io.pulltriage.producer.capture.CaptureProblem;
import io.pulltriage.producer.publish.FeedConfig;
import io.pulltriage.producer.publish.Publication;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a producer publishes of a recorded cluster. */
public final class Captures {

  /** Two real clusters, bundled with the project. */
  public static final Path TWO_CLUSTERS = Path.of("..", "captures", "two-clusters");

  private Captures() {}

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
