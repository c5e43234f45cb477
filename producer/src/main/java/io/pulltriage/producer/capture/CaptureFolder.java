package io.pulltriage.producer.capture;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The clusters of one folder, which were recorded together: while one is silent its time goes on
 * with the others', and they end together.
 */
final class CaptureFolder {

  private final List<ClusterRun> clusters;
  private Instant end = Instant.EPOCH;
  private boolean finished;

  CaptureFolder(List<ClusterRun> clusters) {
    this.clusters = clusters;
  }

  boolean isFinished() {
    return finished;
  }

  /** Whether one of its clusters has told something and it has not come to its end. */
  boolean isRunning() {
    return !finished && clusters.stream().anyMatch(ClusterRun::isStarted);
  }

  /** Time of the next fact; there must be one. */
  Instant nextTime() {
    return Objects.requireNonNull(Objects.requireNonNull(earliest()).nextTime());
  }

  /** Feeds the next fact, of which the time has come. */
  void feedNext(Instant time) {
    Objects.requireNonNull(earliest()).feedNext();
    end = time;
  }

  void advanceTo(Instant time) {
    if (!finished) {
      clusters.forEach(cluster -> cluster.advanceTo(time));
    }
  }

  void finishIfAtEnd() {
    if (!finished && earliest() == null) {
      finished = true;
      clusters.forEach(cluster -> cluster.finish(end));
    }
  }

  long repeated() {
    return clusters.stream().mapToLong(ClusterRun::repeated).sum();
  }

  long bytesRead() {
    return clusters.stream().mapToLong(ClusterRun::bytesRead).sum();
  }

  void close() {
    clusters.forEach(ClusterRun::close);
  }

  private @Nullable ClusterRun earliest() {
    ClusterRun earliest = null;
    Instant earliestTime = Instant.MAX;
    for (ClusterRun cluster : clusters) {
      Instant time = cluster.nextTime();
      if (time != null && time.isBefore(earliestTime)) {
        earliest = cluster;
        earliestTime = time;
      }
    }
    return earliest;
  }
}
