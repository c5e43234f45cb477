package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.Records;
import io.pulltriage.schemas.internal.ScopeMessage;
import io.pulltriage.schemas.internal.ScopeShare;
import io.pulltriage.schemas.internal.ScopeVerdict;
import io.pulltriage.schemas.internal.TimeMarker;
import io.pulltriage.streams.config.TimeMode;
import io.pulltriage.streams.topology.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the outbreaks of one partition: takes in clusters' shares, sums up the scopes that changed
 * as time goes on, and tells the clusters whether what they added is part of an outbreak.
 */
final class OutbreakProcessor implements Processor<String, ScopeMessage, String, ScopeOutput> {

  /** A scope of so many clusters is summed up at every time. */
  private static final int AT_ONCE = 16;

  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final OutbreakSummary summary;
  private final TimeMode time;
  private final Pace pace = new Pace(AT_ONCE);
  private ProcessorContext<String, ScopeOutput> context;
  private KeyValueStore<String, ScopeShare> shares;
  private KeyValueStore<String, Outbreak> outbreaks;
  private KeyValueStore<String, String> changed;
  private Verdicts verdicts;

  OutbreakProcessor(OutbreakSummary summary, TimeMode time) {
    this.summary = summary;
    this.time = time;
  }

  @Override
  public void init(ProcessorContext<String, ScopeOutput> processorContext) {
    context = processorContext;
    shares = context.getStateStore(Stores.SCOPE_SHARES);
    outbreaks = context.getStateStore(Stores.OUTBREAKS);
    changed = context.getStateStore(Stores.CHANGED_SCOPES);
    verdicts = new Verdicts(context.getStateStore(Stores.VERDICTS_TOLD));
    if (time == TimeMode.LIVE) {
      context.schedule(
          LOOK_EVERY,
          PunctuationType.WALL_CLOCK_TIME,
          at -> changed().forEach(scope -> sumUp(scope, at)));
    }
  }

  @Override
  public void process(Record<String, ScopeMessage> message) {
    Object content = message.value().getContent();
    if (content instanceof TimeMarker) {
      passTime(message.value().getAgain(), message.timestamp());
    } else {
      take(message.key(), (ScopeShare) content);
    }
  }

  /**
   * Sums up what is due.
   *
   * @param all whether nothing may wait: a recording ends with each cluster's time told once more
   */
  private void passTime(boolean all, long timestamp) {
    for (String scope : changed()) {
      if (all || pace.isDue(scope)) {
        sumUp(scope, timestamp);
      }
    }
  }

  private void take(String scope, ScopeShare share) {
    String key = ClusterKeys.key(scope, share.getCluster());
    if (share.getWithdrawn()) {
      shares.delete(key);
      verdicts.forget(scope, share.getCluster());
    } else {
      shares.put(key, share);
    }
    changed.put(scope, scope);
  }

  private List<String> changed() {
    List<String> scopes = new ArrayList<>();
    try (KeyValueIterator<String, String> all = changed.all()) {
      while (all.hasNext()) {
        scopes.add(all.next().key);
      }
    }
    return scopes;
  }

  private void sumUp(String scope, long timestamp) {
    changed.delete(scope);
    @Nullable Outbreak before = outbreaks.get(scope);
    List<ScopeShare> all = new ArrayList<>();
    ClusterKeys.scan(shares, scope, (cluster, share) -> all.add(share));
    pace.summedUp(scope, all.size());
    if (all.isEmpty()) {
      if (before != null) {
        outbreaks.delete(scope);
        publish(before.getId(), null, timestamp);
      }
      return;
    }
    publishChange(scope, all, before, timestamp);
  }

  private void publishChange(
      String scope, List<ScopeShare> all, @Nullable Outbreak before, long timestamp) {
    Optional<Outbreak> now = summary.of(all, Optional.ofNullable(before));
    if (now.isPresent() && (before == null || !Records.equal(before, now.get()))) {
      Outbreak next = before == null ? now.get() : revised(before, now.get());
      outbreaks.put(scope, next);
      publish(next.getId(), next, timestamp);
    }
    for (ScopeVerdict verdict : verdicts.changed(scope, all, now)) {
      context.forward(
          new Record<>(verdict.getCluster(), new ScopeOutput.ToCluster(verdict), timestamp));
    }
  }

  private void publish(String id, @Nullable Outbreak outbreak, long timestamp) {
    context.forward(new Record<>(id, new ScopeOutput.Published(outbreak), timestamp));
  }

  private static Outbreak revised(Outbreak before, Outbreak after) {
    return after.getRevision() > before.getRevision()
        ? after
        : Outbreak.newBuilder(after).setRevision(before.getRevision() + 1).build();
  }
}
