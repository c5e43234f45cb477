package io.pulltriage.standalone.replay;

import io.pulltriage.producer.capture.CaptureListener;
import io.pulltriage.producer.capture.CaptureProblem;
import io.pulltriage.producer.capture.CaptureProgress;
import io.pulltriage.standalone.terminal.Progress;
import io.pulltriage.streams.ops.Analyzer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Plays a recording no faster than it should, and tells how far it is. Not thread-safe. */
final class Pace implements CaptureListener {

  private final Speed speed;
  private final Analyzer analyzer;
  private final ReplayObserver observer;
  private final Progress progress;
  private @Nullable Instant recordedStart;
  private long start;

  Pace(Speed speed, Analyzer analyzer, ReplayObserver observer, Progress progress) {
    this.speed = speed;
    this.analyzer = analyzer;
    this.observer = observer;
    this.progress = progress;
  }

  @Override
  public void problem(CaptureProblem problem) {
    observer.problem(problem);
  }

  @Override
  public void progress(CaptureProgress state) {
    progress.show("replaying", state.bytesRead(), state.bytesTotal());
  }

  @Override
  public void beforeRecord(Instant time) {
    if (speed.factor().isEmpty()) {
      return;
    }
    if (recordedStart == null) {
      recordedStart = time;
      start = System.nanoTime();
    }
    double nanos = Duration.between(recordedStart, time).toNanos() / speed.factor().getAsDouble();
    long left = (long) nanos - (System.nanoTime() - start);
    if (left > 0) {
      waitFor(Duration.ofNanos(left));
    }
  }

  private void waitFor(Duration time) {
    try {
      analyzer.watch(time);
    } catch (InterruptedException e) {
      throw new Stopped(e);
    }
  }

  /** The replay was told to stop while it waited; the cause is the interruption. */
  static final class Stopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient InterruptedException interruption;

    private Stopped(InterruptedException interruption) {
      super(interruption);
      this.interruption = interruption;
    }

    InterruptedException interruption() {
      return interruption;
    }
  }
}
