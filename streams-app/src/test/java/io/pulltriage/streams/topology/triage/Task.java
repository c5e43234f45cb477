package io.pulltriage.streams.topology.triage;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Watermarks;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.internal.Contribution;
import io.pulltriage.schemas.internal.Membership;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.topology.Knowledge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What a task keeps of one cluster, with stores that outlive it. Not thread-safe. */
final class Task {

  static final String CLUSTER = "lab-a";

  private static final Topics TOPICS = Topics.withDefaultPrefix();
  private static final TriageRules RULES =
      TriageRules.of(AnalyzerConfig.defaults(TOPICS, 1), Knowledge.bundled());

  private final TriageStores stores = MemoryStores.open();
  private final Watermarks watermarks = new Watermarks();
  private final IdentityHashMap<Publication, Headers> headers = new IdentityHashMap<>();
  private final Map<String, Incident> incidents = new TreeMap<>();
  private final List<String> published = new ArrayList<>();
  private final List<Contribution> contributions = new ArrayList<>();
  private Instant machineTime;
  private ClusterTriage triage;
  private FactOrder order;

  /** A task that begins at a time of this machine. */
  Task(Instant machineTime) {
    this.machineTime = machineTime;
    restart(machineTime);
  }

  /** Begins anew with what the stores have. */
  void restart(Instant time) {
    machineTime = time;
    triage =
        new ClusterTriage(
            CLUSTER,
            RULES,
            stores,
            new ClusterTriage.Output() {
              @Override
              public void publish(String id, @Nullable Incident incident) {
                published.add(id);
                if (incident == null) {
                  incidents.remove(id);
                } else {
                  incidents.put(id, incident);
                }
              }

              @Override
              public void contribute(String scope, Contribution contribution) {
                contributions.add(contribution);
              }
            });
    triage.load();
    order = new FactOrder(CLUSTER, triage, stores);
    order.load(machineTime);
  }

  /** A producer publishes these in this order; they come when they are {@link #deliver}ed. */
  void publish(Publication... publications) {
    for (Publication publication : publications) {
      headers.put(publication, watermarks.record(publication, TOPICS).headers());
      watermarks.delivered(publication);
    }
  }

  /** They come. */
  void deliver(Publication... publications) {
    for (Publication publication : publications) {
      order.take(
          publication.kind() == Publication.Kind.CLUSTER
              ? FactKind.CLUSTER
              : FactKind.valueOf(publication.kind().name()),
          new Record<String, SpecificRecord>(
              publication.key(),
              publication.value(),
              publication.time().toEpochMilli(),
              headers.get(publication)),
          machineTime);
    }
  }

  /** A producer publishes these and they come at once. */
  void feed(Publication... publications) {
    publish(publications);
    deliver(publications);
  }

  /** This machine's clock goes on. */
  void pass(long millis) {
    machineTime = machineTime.plusMillis(millis);
    order.expire(machineTime);
  }

  /** Nothing is heard of the cluster, whose clock would show this time by now. */
  void silent(Instant time) {
    triage.silent(time);
  }

  /** OUTBREAKS tells something. */
  void take(Membership membership) {
    triage.take(membership);
  }

  Instant watermark() {
    return triage.watermark();
  }

  Map<String, Incident> incidents() {
    return new TreeMap<>(incidents);
  }

  /** Ids of the incidents that were published or withdrawn since the last call, in their order. */
  List<String> published() {
    List<String> news = List.copyOf(published);
    published.clear();
    return news;
  }

  /** What was contributed since the last call. */
  List<Contribution> contributions() {
    List<Contribution> news = List.copyOf(contributions);
    contributions.clear();
    return news;
  }

  /** How many facts are held in the store. */
  long held() {
    return stores.held().approximateNumEntries();
  }
}
