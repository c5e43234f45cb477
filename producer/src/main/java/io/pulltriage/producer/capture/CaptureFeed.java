package io.pulltriage.producer.capture;

import io.pulltriage.producer.publish.FeedConfig;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.PublicationSink;
import io.pulltriage.producer.wire.StreamKind;
import io.pulltriage.producer.wire.WatchEntryParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Feeds captures, cluster by cluster merged into one order of time, and publishes what live
 * clusters would have published. The same captures give the same publications in the same order.
 * Nothing is held of a capture but what is in its clusters at one time.
 */
public final class CaptureFeed {

  /** Where nothing happened for longer, time leaps. */
  private static final Duration LONGEST_QUIET = Duration.ofHours(1);

  /** Small, so that the clusters keep in step. */
  private static final Duration STEP = Duration.ofSeconds(1);

  private static final int FACTS_PER_PROGRESS = 256;

  private final FeedConfig config;
  private final CaptureListener listener;
  private final Map<Publication.Kind, Long> published = new EnumMap<>(Publication.Kind.class);
  private final Map<String, Long> skippedEvents = new TreeMap<>();
  private final List<CaptureFolder> folders = new ArrayList<>();
  private long problems;
  private long facts;
  private long bytesTotal;
  private @Nullable Instant start;
  private Instant now = Instant.EPOCH;

  private CaptureFeed(FeedConfig config, CaptureListener listener) {
    this.config = config;
    this.listener = listener;
  }

  /**
   * The clusters recorded in captures, in alphabetical order; nothing of them is read yet.
   *
   * @throws CaptureException when a folder is missing or holds no capture
   */
  public static List<String> clusters(List<Path> captures) {
    return ClusterFiles.in(captures).stream().map(ClusterFiles::cluster).toList();
  }

  /**
   * Feeds captures to their end.
   *
   * @param captures folders of {@code <cluster>.<pods|nodes|events>.watch.jsonl}, plain or {@code
   *     .gz}; those of one cluster, be they of different times or the same, are merged
   * @param config what of it is published
   * @param sink takes the publications; what it throws ends the feed
   * @param listener hears of problems and progress, and may pace the feed
   * @throws CaptureException when a folder is missing or holds no capture
   */
  public static CaptureSummary feed(
      List<Path> captures, FeedConfig config, PublicationSink sink, CaptureListener listener) {
    List<ClusterFiles> clusters = ClusterFiles.in(captures);
    CaptureFeed feed = new CaptureFeed(config, listener);
    try {
      feed.open(clusters, sink);
      feed.run();
      return feed.summary(clusters);
    } finally {
      feed.folders.forEach(CaptureFolder::close);
    }
  }

  private void open(List<ClusterFiles> clusters, PublicationSink sink) {
    PublicationSink counting =
        publication -> {
          sink.publish(publication);
          published.merge(publication.kind(), 1L, Long::sum);
        };
    Map<Path, List<ClusterRun>> byFolder = new LinkedHashMap<>();
    for (ClusterFiles cluster : clusters) {
      byFolder
          .computeIfAbsent(cluster.folder(), unused -> new ArrayList<>())
          .add(new ClusterRun(recording(cluster), config, counting, skippedEvents));
    }
    byFolder.values().forEach(runs -> folders.add(new CaptureFolder(runs)));
  }

  private ClusterRecording recording(ClusterFiles cluster) {
    return new ClusterRecording(
        cluster.cluster(),
        cluster.recordings().stream().map(files -> streams(cluster.cluster(), files)).toList());
  }

  private List<WatchStream> streams(String cluster, Map<StreamKind, Path> files) {
    List<WatchStream> streams = new ArrayList<>();
    files.forEach(
        (kind, file) -> {
          bytesTotal += size(file);
          streams.add(
              new WatchStream(
                  kind, new RecordedFile(file, new WatchEntryParser(cluster, kind), this::report)));
        });
    return streams;
  }

  private void run() {
    CaptureFolder folder = earliest();
    while (folder != null) {
      Instant time = folder.nextTime();
      passTimeTo(time);
      folder.feedNext(time);
      facts++;
      if (facts % FACTS_PER_PROGRESS == 0) {
        tellProgress();
      }
      folder = earliest();
    }
    tellProgress();
  }

  /** The folder with the earliest fact; one that has come to its end is finished on the way. */
  private @Nullable CaptureFolder earliest() {
    CaptureFolder earliest = null;
    for (CaptureFolder folder : folders) {
      folder.finishIfAtEnd();
      if (!folder.isFinished()
          && (earliest == null || folder.nextTime().isBefore(earliest.nextTime()))) {
        earliest = folder;
      }
    }
    return earliest;
  }

  /** Lets the clusters' clocks go on in small steps while nothing happens. */
  private void passTimeTo(Instant time) {
    boolean running = folders.stream().anyMatch(CaptureFolder::isRunning);
    if (start == null) {
      start = time;
    } else if (running) {
      Instant earliestStep = time.minus(LONGEST_QUIET);
      Instant step = now.isBefore(earliestStep) ? earliestStep : now.plus(STEP);
      while (step.isBefore(time)) {
        moveTo(step);
        step = step.plus(STEP);
      }
    }
    moveTo(time);
  }

  private void moveTo(Instant time) {
    if (time.isAfter(now)) {
      now = time;
    }
    listener.beforeRecord(now);
    folders.forEach(folder -> folder.advanceTo(now));
  }

  private void tellProgress() {
    long bytesRead = folders.stream().mapToLong(CaptureFolder::bytesRead).sum();
    listener.progress(new CaptureProgress(bytesRead, bytesTotal, facts, now));
  }

  private void report(CaptureProblem problem) {
    problems++;
    listener.problem(problem);
  }

  private CaptureSummary summary(List<ClusterFiles> clusters) {
    return new CaptureSummary(
        clusters.stream().map(ClusterFiles::cluster).toList(),
        facts,
        folders.stream().mapToLong(CaptureFolder::repeated).sum(),
        problems,
        Map.copyOf(published),
        Map.copyOf(skippedEvents),
        start,
        start == null ? null : now);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      // Reading it will report the problem.
      return 0;
    }
  }
}
