package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.internal.Contribution;
import io.pulltriage.schemas.internal.Membership;
import io.pulltriage.schemas.internal.OutbreakState;
import io.pulltriage.streams.config.OutbreakConfig;
import io.pulltriage.streams.topology.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * OUTBREAKS: adds up what all clusters contribute to each scope, publishes the outbreaks, and tells
 * the clusters which of their contributions are part of one. Contributions are kept in memory, too,
 * filled from the store when the task begins.
 */
public final class OutbreakProcessor
    implements Processor<String, Contribution, String, SpecificRecord> {

  /** How often what waits is published. */
  private static final Duration FLUSH_EVERY = Duration.ofSeconds(5);

  /** An outbreak of more contributions is published as it widens only so often. */
  private static final int AT_ONCE = 16;

  private final OutbreakConfig config;
  private final OutbreakSummary summary;
  private final Map<String, NavigableMap<String, Contribution>> contributionsByScope =
      new HashMap<>();
  private final Set<String> waiting = new HashSet<>();
  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<String, Contribution> contributions;
  private KeyValueStore<String, OutbreakState> outbreaks;

  /** Adds up by these settings. */
  public OutbreakProcessor(OutbreakConfig config) {
    this.config = config;
    this.summary = new OutbreakSummary(config);
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    contributions = context.getStateStore(Stores.SCOPE_CONTRIBUTIONS);
    outbreaks = context.getStateStore(Stores.OUTBREAKS);
    try (KeyValueIterator<String, Contribution> all = contributions.all()) {
      while (all.hasNext()) {
        KeyValue<String, Contribution> next = all.next();
        EntryKey key = EntryKey.parse(next.key);
        waiting.add(key.scope());
        if (next.value != null) {
          of(key.scope()).put(key.entry(), next.value);
        }
      }
    }
    context.schedule(FLUSH_EVERY, PunctuationType.WALL_CLOCK_TIME, this::flush);
  }

  private void flush(long at) {
    List<String> scopes = List.copyOf(waiting);
    scopes.forEach(scope -> addUp(scope, true, at));
  }

  @Override
  public void process(Record<String, Contribution> message) {
    String scope = message.key();
    Contribution contribution = message.value();
    EntryKey key = EntryKey.of(scope, contribution);
    @Nullable Contribution before = of(scope).get(key.entry());
    put(key, told(contribution, before));
    forget(scope);
    boolean canWait =
        before != null
            && of(scope).size() > AT_ONCE
            && !contribution.getFlush()
            && contribution.getEndedAt().isEmpty();
    if (canWait) {
      waiting.add(scope);
    } else {
      addUp(scope, contribution.getFlush(), message.timestamp());
    }
  }

  private NavigableMap<String, Contribution> of(String scope) {
    return contributionsByScope.computeIfAbsent(scope, none -> new TreeMap<>());
  }

  private void put(EntryKey key, Contribution contribution) {
    of(key.scope()).put(key.entry(), contribution);
    contributions.put(key.toString(), contribution);
  }

  /** As it is kept: with the outbreak that its cluster was told of. */
  private static Contribution told(Contribution contribution, @Nullable Contribution before) {
    return told(contribution, before == null ? null : before.getOutbreak().orElse(null));
  }

  private static Contribution told(Contribution contribution, @Nullable String outbreak) {
    return Contribution.newBuilder(contribution).setOutbreak(outbreak).setFlush(false).build();
  }

  /** Forgets what all clusters have withdrawn, or replaced long ago. */
  private void forget(String scope) {
    NavigableMap<String, Contribution> all = of(scope);
    Instant newest =
        all.values().stream()
            .map(Contribution::getLastFailure)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    Set<String> old = new HashSet<>();
    boolean isOver = true;
    Map.@Nullable Entry<String, Contribution> later = null;
    for (Map.Entry<String, Contribution> entry : all.descendingMap().entrySet()) {
      Contribution known = entry.getValue();
      boolean superseded =
          later != null && later.getValue().getCluster().equals(known.getCluster());
      if (!superseded) {
        isOver &= known.getWithdrawn();
      } else if (isPastRetention(known, newest)) {
        old.add(entry.getKey());
      }
      later = entry;
    }
    for (String entry : isOver ? List.copyOf(all.keySet()) : List.copyOf(old)) {
      all.remove(entry);
      contributions.delete(new EntryKey(scope, entry).toString());
    }
  }

  private boolean isPastRetention(Contribution known, Instant newest) {
    return known
        .getEndedAt()
        .filter(at -> at.plus(config.retention()).isBefore(newest))
        .isPresent();
  }

  private void addUp(String scope, boolean all, long timestamp) {
    @Nullable OutbreakState before = outbreaks.get(scope);
    Optional<OutbreakSummary.Result> result = summary.of(of(scope).values());
    if (result.isPresent()) {
      publish(scope, before, result.get(), all, timestamp);
      tell(scope, result.get(), timestamp);
    } else if (before != null) {
      outbreaks.delete(scope);
      context.forward(new Record<>(before.getId(), null, timestamp));
    }
    if (of(scope).isEmpty()) {
      contributionsByScope.remove(scope);
      waiting.remove(scope);
    }
  }

  private void publish(
      String scope,
      @Nullable OutbreakState before,
      OutbreakSummary.Result result,
      boolean all,
      long timestamp) {
    boolean wide = result.contributions().size() > AT_ONCE;
    long significance = wide ? result.significance() : result.reach();
    long content = result.content();
    boolean same = before != null && before.getContent() == content;
    if (same || (before != null && !all && before.getSignificance() == significance)) {
      if (same) {
        waiting.remove(scope);
      } else {
        waiting.add(scope);
      }
      return;
    }
    String id = result.outbreak().getId();
    if (before != null && !before.getId().equals(id)) {
      context.forward(new Record<>(before.getId(), null, timestamp));
    }
    long revision = before == null ? 1 : before.getRevision() + 1;
    outbreaks.put(scope, new OutbreakState(id, revision, significance, content));
    waiting.remove(scope);
    Outbreak outbreak = Outbreak.newBuilder(result.outbreak()).setRevision(revision).build();
    context.forward(new Record<>(id, outbreak, timestamp));
  }

  /** Tells the clusters of contributions that are part of another outbreak than before. */
  private void tell(String scope, OutbreakSummary.Result result, long timestamp) {
    String id = result.outbreak().getId();
    for (Contribution contribution : result.contributions()) {
      if (!contribution.getOutbreak().filter(id::equals).isPresent()) {
        put(EntryKey.of(scope, contribution), told(contribution, id));
        Membership membership =
            new Membership(scope, contribution.getCluster(), contribution.getOpenedAt(), id);
        context.forward(new Record<>(contribution.getCluster(), membership, timestamp));
      }
    }
  }

  /** Where a contribution is kept: all of one scope stand together. */
  private record EntryKey(String scope, String entry) {

    /** Stands in no cluster's name, but an image that does not parse may have it. */
    private static final char SEPARATOR = '\n';

    static EntryKey of(String scope, Contribution contribution) {
      return new EntryKey(
          scope, contribution.getCluster() + SEPARATOR + contribution.getOpenedAt().toEpochMilli());
    }

    static EntryKey parse(String text) {
      int separator = text.lastIndexOf(SEPARATOR, text.lastIndexOf(SEPARATOR) - 1);
      return new EntryKey(text.substring(0, separator), text.substring(separator + 1));
    }

    @Override
    public String toString() {
      return scope + SEPARATOR + entry;
    }
  }
}
