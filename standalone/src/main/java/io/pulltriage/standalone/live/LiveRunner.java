package io.pulltriage.standalone.live;

import io.pulltriage.standalone.replay.ReplayObserver;
import io.pulltriage.standalone.terminal.Progress;
import java.io.IOException;
import java.util.function.Consumer;

/** Watches clusters. */
@FunctionalInterface
public interface LiveRunner {

  /**
   * Watches until the thread is interrupted.
   *
   * @param options what
   * @param observer hears every change
   * @param problems hears of clusters that cannot be watched, each once
   * @param progress told what is being done; the caller takes it away
   * @throws io.pulltriage.settings.ConfigException if a setting cannot be used
   * @throws IOException if the observer fails, or the pipeline's temporary files do
   * @throws InterruptedException when the thread is interrupted
   */
  void run(
      LiveOptions options, ReplayObserver observer, Consumer<String> problems, Progress progress)
      throws IOException, InterruptedException;
}
