package io.pulltriage.standalone.replay;

import io.pulltriage.standalone.terminal.Progress;
import java.io.IOException;

/** Feeds recorded clusters through the whole pipeline. */
public interface ReplayRunner {

  /**
   * Plays the recordings. Returns when all is processed, if only that is wanted; otherwise goes on
   * until the thread is interrupted. Leaves nothing running and nothing behind.
   *
   * @param observer hears every change and, once, the result
   * @param progress told what is being done; the caller takes it away
   * @throws io.pulltriage.producer.capture.CaptureException if a recording cannot be read
   * @throws IOException if the observer fails, or the pipeline's temporary files do
   * @throws InterruptedException if the thread is interrupted
   */
  void run(ReplayOptions options, ReplayObserver observer, Progress progress)
      throws IOException, InterruptedException;
}
