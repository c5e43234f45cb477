package io.pulltriage.producer.capture;

import io.pulltriage.producer.capture.ClusterRecording.TimedFact;
import io.pulltriage.producer.publish.ClusterFeed;
import io.pulltriage.producer.publish.FeedConfig;
import io.pulltriage.producer.publish.PublicationSink;
import io.pulltriage.producer.wire.Fact;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plays one cluster's recording to its feed. */
final class ClusterRun {

  private final ClusterRecording recording;
  private final ClusterFeed feed;
  private final Map<String, Long> skippedEvents;
  private boolean started;

  ClusterRun(
      ClusterRecording recording,
      FeedConfig config,
      PublicationSink sink,
      Map<String, Long> skippedEvents) {
    this.recording = recording;
    this.feed = new ClusterFeed(recording.cluster(), config, sink);
    this.skippedEvents = skippedEvents;
  }

  boolean isStarted() {
    return started;
  }

  @Nullable Instant nextTime() {
    return recording.nextTime();
  }

  void feedNext() {
    TimedFact fact = recording.take();
    if (!started) {
      started = true;
      feed.connected(fact.time());
    }
    if (fact.fact() instanceof Fact.WatchLost) {
      recording.lose(fact.stream());
    } else if (recording.regain(fact.stream())) {
      feed.connected(fact.time());
    }
    if (fact.fact() instanceof Fact.EventSkipped skipped) {
      skippedEvents.merge(skipped.reason(), 1L, Long::sum);
    }
    feed.take(fact.fact(), fact.time());
    if (recording.isSynced()) {
      feed.synced(fact.time());
    }
  }

  void advanceTo(Instant time) {
    if (started) {
      feed.advanceTo(time);
    }
  }

  void finish(Instant end) {
    if (started) {
      feed.finish(end);
    }
  }

  long repeated() {
    return recording.repeated();
  }

  long bytesRead() {
    return recording.bytesRead();
  }

  void close() {
    recording.close();
  }
}
