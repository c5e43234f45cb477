package io.pulltriage.streams.topology.pod;

import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.PodReferences;
import io.pulltriage.streams.topology.Stores;
import io.pulltriage.streams.topology.diagnosis.SuspectImage;
import io.pulltriage.streams.topology.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Tells on which node and image a pod depends, whenever that changes. What a join finds comes back
 * through Kafka: a pod that is withdrawn in the meantime is remembered until it has, by the
 * machine's clock, or its case would lack what others have, depending on how fast records come.
 */
final class PodReferencesProcessor
    implements Processor<String, PodSnapshot, String, PodReferences> {

  private static final Duration KEEP = Duration.ofMinutes(10);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  /** One shelf of timers for all clusters: this machine's clock is the same for all. */
  private static final String SHELF = "";

  private ProcessorContext<String, PodReferences> context;
  private KeyValueStore<String, PodReferences> references;
  private Timers timers;

  @Override
  public void init(ProcessorContext<String, PodReferences> processorContext) {
    context = processorContext;
    references = context.getStateStore(Stores.REFERENCES);
    timers = new Timers(context.getStateStore(Stores.REFERENCE_TIMERS));
    context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, this::forget);
  }

  @Override
  public void process(Record<String, PodSnapshot> pod) {
    PodReferences known = references.get(pod.key());
    Instant at = Instant.ofEpochMilli(pod.timestamp());
    if (pod.value() == null) {
      withdraw(pod.key(), known, at);
    } else if (known == null || isNews(known, pod.value(), at)) {
      PodReferences next = of(pod.value(), at);
      keep(pod.key(), known, next);
      if (known == null || !sameKeys(known, next)) {
        context.forward(pod.withValue(next));
      }
    }
  }

  private void withdraw(String key, @Nullable PodReferences known, Instant at) {
    if (known == null || known.getRemovedAt().isPresent() || known.getPublishedAt().isAfter(at)) {
      return;
    }
    Instant forgetAt = Instant.ofEpochMilli(context.currentSystemTimeMs()).plus(KEEP);
    keep(
        key, known, PodReferences.newBuilder(known).setRemovedAt(at).setForgetAt(forgetAt).build());
  }

  private void forget(long now) {
    for (String key : timers.due(SHELF, Instant.ofEpochMilli(now))) {
      PodReferences known = references.get(key);
      timers.move(SHELF, key, known.getForgetAt(), Optional.empty());
      references.delete(key);
      context.forward(new Record<>(key, null, now));
    }
  }

  private void keep(String key, @Nullable PodReferences known, PodReferences next) {
    timers.move(
        SHELF, key, known == null ? Optional.empty() : known.getForgetAt(), next.getForgetAt());
    references.put(key, next);
  }

  private static boolean isNews(PodReferences known, PodSnapshot pod, Instant publishedAt) {
    if (known.getRemovedAt().isPresent()) {
      return publishedAt.isAfter(known.getRemovedAt().get());
    }
    int order = CaseReducer.changedAt(pod).compareTo(known.getChangedAt());
    return order > 0 || (order == 0 && pod.getRevision() > known.getRevision());
  }

  private static PodReferences of(PodSnapshot pod, Instant publishedAt) {
    String cluster = pod.getCluster();
    return PodReferences.newBuilder()
        .setNode(pod.getNode().map(node -> Keys.node(cluster, node)).orElse(null))
        .setImage(SuspectImage.of(pod).map(image -> Keys.image(cluster, image)).orElse(null))
        .setChangedAt(CaseReducer.changedAt(pod))
        .setRevision(pod.getRevision())
        .setPublishedAt(publishedAt)
        .build();
  }

  private static boolean sameKeys(PodReferences one, PodReferences other) {
    return one.getNode().equals(other.getNode()) && one.getImage().equals(other.getImage());
  }
}
