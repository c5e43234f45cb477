package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.Records;
import io.pulltriage.schemas.internal.ScopeMessage;
import io.pulltriage.schemas.internal.ScopeShare;
import io.pulltriage.schemas.internal.TimeMarker;
import io.pulltriage.streams.topology.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the outbreaks of one partition: takes in clusters' shares and sums up the scopes that
 * changed when time goes on. To do so at each share would cost the square of the clusters.
 */
final class OutbreakProcessor implements Processor<String, ScopeMessage, String, Outbreak> {

  private static final char SEPARATOR = '\n';
  private static final StringSerializer PREFIXES = new StringSerializer();

  private final OutbreakSummary summary;
  private ProcessorContext<String, Outbreak> context;
  private KeyValueStore<String, ScopeShare> shares;
  private KeyValueStore<String, Outbreak> outbreaks;
  private KeyValueStore<String, String> changed;

  OutbreakProcessor(OutbreakSummary summary) {
    this.summary = summary;
  }

  @Override
  public void init(ProcessorContext<String, Outbreak> processorContext) {
    context = processorContext;
    shares = context.getStateStore(Stores.SCOPE_SHARES);
    outbreaks = context.getStateStore(Stores.OUTBREAKS);
    changed = context.getStateStore(Stores.CHANGED_SCOPES);
  }

  @Override
  public void process(Record<String, ScopeMessage> message) {
    Object content = message.value().getContent();
    if (content instanceof TimeMarker) {
      sumUpChanged(message.timestamp());
    } else {
      take(message.key(), (ScopeShare) content);
    }
  }

  private void take(String scope, ScopeShare share) {
    String key = scope + SEPARATOR + share.getCluster();
    if (share.getWithdrawn()) {
      shares.delete(key);
    } else {
      shares.put(key, share);
    }
    changed.put(scope, scope);
  }

  private void sumUpChanged(long timestamp) {
    List<String> scopes = new ArrayList<>();
    try (KeyValueIterator<String, String> all = changed.all()) {
      while (all.hasNext()) {
        scopes.add(all.next().key);
      }
    }
    for (String scope : scopes) {
      sumUp(scope, timestamp);
      changed.delete(scope);
    }
  }

  private void sumUp(String scope, long timestamp) {
    @Nullable Outbreak before = outbreaks.get(scope);
    List<ScopeShare> all = sharesOf(scope);
    if (all.isEmpty()) {
      if (before != null) {
        outbreaks.delete(scope);
        context.forward(new Record<>(before.getId(), null, timestamp));
      }
      return;
    }
    Optional<Outbreak> now = summary.of(all, Optional.ofNullable(before));
    if (now.isPresent() && (before == null || !Records.equal(before, now.get()))) {
      Outbreak next = before == null ? now.get() : revised(before, now.get());
      outbreaks.put(scope, next);
      context.forward(new Record<>(next.getId(), next, timestamp));
    }
  }

  private static Outbreak revised(Outbreak before, Outbreak after) {
    return after.getRevision() > before.getRevision()
        ? after
        : Outbreak.newBuilder(after).setRevision(before.getRevision() + 1).build();
  }

  private List<ScopeShare> sharesOf(String scope) {
    List<ScopeShare> all = new ArrayList<>();
    try (KeyValueIterator<String, ScopeShare> found =
        shares.prefixScan(scope + SEPARATOR, PREFIXES)) {
      while (found.hasNext()) {
        KeyValue<String, ScopeShare> next = found.next();
        all.add(next.value);
      }
    }
    return all;
  }
}
