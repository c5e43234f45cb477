package io.pulltriage.streams.topology.triage;

import static java.util.Objects.requireNonNull;

import io.pulltriage.schemas.ClusterPartitioner;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.ClusterState;
import io.pulltriage.schemas.internal.Contribution;
import io.pulltriage.schemas.internal.Membership;
import io.pulltriage.schemas.serdes.NewerSchemaException;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.config.TimeMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TRIAGE: takes the facts of all clusters of one partition, from pods to incidents, and tells
 * OUTBREAKS what each cluster contributes to which scope. Each cluster is handled by itself.
 */
final class TriageProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {

  private static final Logger LOG = LoggerFactory.getLogger(TriageProcessor.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** After so long without a word, this machine's clock lets the time of a cluster go on. */
  private static final Duration SILENT_AFTER = Duration.ofSeconds(30);

  private final AnalyzerConfig config;
  private final TriageRules rules;
  private final FactBounds bounds;
  private final Map<String, FactKind> kindByTopic = new HashMap<>();
  private final Map<String, Lane> lanes = new HashMap<>();
  private final ConcurrentMap<TaskId, TriageProcessor> byTask;
  private ProcessorContext<String, SpecificRecord> context;
  private ProcessorContext<String, SpecificRecord> output;
  private TriageStores stores;
  private boolean loaded;

  /** Of the record that was taken last: results have the time of a record that Kafka took. */
  private long recordTime;

  /** One cluster, with the order of its facts and when it was heard of last. */
  private static final class Lane {
    final ClusterTriage triage;
    final FactOrder order;
    Instant heardAt;
    Instant timeThen;

    Lane(ClusterTriage triage, FactOrder order, Instant heardAt) {
      this.triage = triage;
      this.order = order;
      this.heardAt = heardAt;
      this.timeThen = triage.latest();
    }

    void heard(Instant at) {
      heardAt = at;
      timeThen = triage.latest();
    }
  }

  TriageProcessor(
      AnalyzerConfig config,
      TriageRules rules,
      FactBounds bounds,
      ConcurrentMap<TaskId, TriageProcessor> byTask) {
    this.config = config;
    this.rules = rules;
    this.bounds = bounds;
    this.byTask = byTask;
    for (FactKind kind : FactKind.values()) {
      kindByTopic.put(kind.topic(config.topics()), kind);
    }
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    output = context;
    stores = TriageStores.of(context);
    byTask.put(context.taskId(), this);
    context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, at -> lookAgain());
  }

  @Override
  public void process(Record<String, SpecificRecord> message) {
    recordTime = message.timestamp();
    RecordMetadata from = context.recordMetadata().orElseThrow();
    String cluster = FactBounds.cluster(message.key());
    FactKind kind = requireNonNull(kindByTopic.get(from.topic()), from.topic());
    requirePartition(message.key(), from);
    requireKey(message.key(), message.value());
    if (message.value() != null) {
      bounds.apply(kind, message.value(), Instant.ofEpochMilli(message.timestamp()));
    } else if (kind == FactKind.CLUSTER) {
      forget(cluster);
      return;
    } else if (kind == FactKind.POD_EVENT) {
      return;
    }
    attempt(
        cluster,
        lane -> {
          Instant now = machineTime();
          lane.order.take(kind, message, now);
          lane.heard(now);
        });
  }

  /**
   * Takes what OUTBREAKS tells, which comes to another processor of the same task.
   *
   * @param other where the incidents leave that name another outbreak then
   */
  void take(Record<String, Membership> message, ProcessorContext<String, SpecificRecord> other) {
    recordTime = message.timestamp();
    output = other;
    try {
      attempt(message.value().getCluster(), lane -> lane.triage.take(message.value()));
    } finally {
      output = context;
    }
  }

  @Override
  public void close() {
    byTask.remove(context.taskId(), this);
  }

  /** Nobody watches the cluster any more. */
  private void forget(String cluster) {
    attempt(cluster, lane -> lane.triage.forget());
    lanes.remove(cluster);
  }

  /** What a cluster keeps in memory is read anew after a failure that left it half changed. */
  private void attempt(String cluster, Consumer<Lane> step) {
    Lane lane = lanes.computeIfAbsent(cluster, this::load);
    boolean done = false;
    try {
      step.accept(lane);
      done = true;
    } finally {
      if (!done) {
        lanes.remove(cluster);
      }
    }
  }

  private Lane load(String cluster) {
    Instant now = machineTime();
    ClusterTriage triage = triage(cluster);
    triage.load();
    FactOrder order = new FactOrder(cluster, triage, stores);
    order.load(now);
    return new Lane(triage, order, now);
  }

  private ClusterTriage triage(String cluster) {
    return new ClusterTriage(
        cluster,
        rules,
        stores,
        new ClusterTriage.Output() {
          @Override
          public void publish(String id, @Nullable Incident incident) {
            forward(id, incident);
          }

          @Override
          public void contribute(String scope, Contribution contribution) {
            forward(scope, contribution);
          }
        });
  }

  private void forward(String key, @Nullable SpecificRecord value) {
    output.forward(new Record<>(key, value, recordTime));
  }

  private void lookAgain() {
    if (recordTime == 0) {
      recordTime = Math.max(context.currentStreamTimeMs(), 0);
    }
    for (String cluster : clusters()) {
      try {
        attempt(cluster, this::lookAgain);
      } catch (RuntimeException e) {
        if (!isOfOneCluster(e)) {
          // The task cannot go on, or has moved: Kafka Streams must know.
          throw e;
        }
        // The others must not wait for it.
        LOG.error("cannot look again cluster={}", cluster, e);
      }
    }
  }

  private static boolean isOfOneCluster(RuntimeException error) {
    return error instanceof SerializationException
        ? !(error instanceof NewerSchemaException)
        : !(error instanceof KafkaException);
  }

  /**
   * All clusters of the partition, those among them that have said nothing since the task began.
   */
  private Set<String> clusters() {
    Set<String> clusters = new TreeSet<>(lanes.keySet());
    if (!loaded) {
      try (KeyValueIterator<String, ClusterState> all = stores.clusters().all()) {
        all.forEachRemaining(next -> clusters.add(next.key));
      }
      loaded = true;
    }
    return clusters;
  }

  private void lookAgain(Lane lane) {
    Instant machineTime = machineTime();
    lane.order.expire(machineTime);
    Duration silence = Duration.between(lane.heardAt, machineTime);
    boolean heard = lane.triage.watermark().isAfter(Instant.EPOCH);
    if (config.time() == TimeMode.LIVE && heard && silence.compareTo(SILENT_AFTER) > 0) {
      lane.triage.silent(lane.timeThen.plus(silence));
    }
  }

  private Instant machineTime() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  private void requirePartition(String key, RecordMetadata from) {
    int partition = ClusterPartitioner.partition(key, config.partitions());
    if (partition != from.partition()) {
      throw new IllegalArgumentException(
          "key %s belongs in partition %d of %d, the record was in %d: input topics are partitioned by cluster"
              .formatted(key, partition, config.partitions(), from.partition()));
    }
  }

  /** Whoever writes these topics by hand gets the record back in the dead letters. */
  private static void requireKey(String key, @Nullable SpecificRecord value) {
    String expected = value == null ? key : key(value);
    if (!expected.equals(key)) {
      throw new IllegalArgumentException(
          "the record's key is %s, its value belongs to %s".formatted(key, expected));
    }
  }

  private static String key(SpecificRecord value) {
    if (value instanceof PodSnapshot pod) {
      return Keys.pod(pod.getCluster(), pod.getUid());
    } else if (value instanceof PodEvent event) {
      return Keys.pod(event.getCluster(), event.getPodUid());
    } else if (value instanceof NodeSnapshot node) {
      return Keys.node(node.getCluster(), node.getName());
    } else if (value instanceof ImageUsage usage) {
      return Keys.image(usage.getCluster(), usage.getImage());
    }
    return ((ClusterStatus) value).getCluster();
  }
}
