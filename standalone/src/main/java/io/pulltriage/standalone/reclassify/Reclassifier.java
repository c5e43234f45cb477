package io.pulltriage.standalone.reclassify;

import io.pulltriage.standalone.terminal.Progress;
import java.io.IOException;

/** Reads the past again with today's rules. */
@FunctionalInterface
public interface Reclassifier {

  /**
   * Reads what is retained up to now and says what differs. Leaves nothing running and nothing
   * behind, here or there, even when interrupted.
   *
   * @param progress told what is being done; the caller takes it away
   * @throws IOException if the installation's Kafka cannot be read or, where that was asked,
   *     written
   * @throws InterruptedException if the thread is interrupted
   */
  Reclassification run(ReclassifyOptions options, Progress progress)
      throws IOException, InterruptedException;
}
