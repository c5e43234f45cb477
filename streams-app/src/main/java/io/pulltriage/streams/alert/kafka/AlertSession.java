package io.pulltriage.streams.alert.kafka;

import io.pulltriage.background.BackgroundLoop;
import io.pulltriage.schemas.AlertKind;
import io.pulltriage.schemas.AlertSilence;
import io.pulltriage.schemas.AlertState;
import io.pulltriage.streams.alert.decide.Silence;
import io.pulltriage.streams.alert.decide.SubjectKey;
import io.pulltriage.streams.alert.engine.Delivery;
import io.pulltriage.streams.alert.engine.Notifier;
import io.pulltriage.streams.query.Change;
import io.pulltriage.streams.query.NotReadableException;
import io.pulltriage.streams.query.ReadModel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership in the group that shares the alerts. The group divides the partitions of the topic
 * {@code alerts}, and with them the incidents and outbreaks, by what their keys hash to; records
 * are read by the read model alone. A partition that is taken over is told of once the read model
 * has all that its last owner may have known or kept. A session ends with the first failure of
 * Kafka or of the read model; another one then begins with nothing but what is kept. For one
 * thread.
 */
final class AlertSession
    implements BackgroundLoop.Session, ConsumerRebalanceListener, Change.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(AlertSession.class);
  private static final long IDLE_MILLIS = 200;
  private static final long BUSY_MILLIS = 20;
  private static final int MOST_CHANGES = 10_000;
  private static final Duration FINISH_WITHIN = Duration.ofSeconds(30);

  private final String topic;
  private final ReadModel model;
  private final Function<Collection<AlertSilence>, List<Silence>> silences;
  private final SinkWorkers workers;
  private final Rounds rounds;
  private final Clock clock;
  private final Consumer<String, byte[]> consumer;
  private final Producer<String, AlertState> producer;
  private final Notifier notifier;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final Set<Integer> owned = new HashSet<>();
  private final Set<Integer> waiting = new HashSet<>();
  private int partitions;
  private boolean joined;
  private ReadModel.@Nullable Mark mark;
  private ReadModel.@Nullable Mark adopted;

  /** What has changed since it was looked at; guarded by itself. */
  private final Set<SubjectKey> changes = new LinkedHashSet<>();

  private volatile boolean silencesChanged;
  private volatile boolean retry;

  /** Tells when everything is told; shared by all sessions. Thread-safe. */
  static final class Rounds {

    private long begun;
    private long settled;

    private synchronized void begin() {
      begun++;
    }

    private synchronized void end(boolean isSettled) {
      if (isSettled) {
        settled = begun;
        notifyAll();
      }
    }

    /** Waits for a round that begins from now on and leaves nothing to be told. */
    synchronized boolean awaitSettled(Duration within) throws InterruptedException {
      long deadline = System.nanoTime() + within.toNanos();
      long next = begun + 1;
      while (settled < next) {
        long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (millis <= 0) {
          return false;
        }
        wait(millis);
      }
      return true;
    }
  }

  /**
   * Nothing is connected yet.
   *
   * @param topic in which what was told is kept
   * @param silences all that hold, those of the topic given
   * @param consumer a member of the group, closed with this
   * @param producer closed with this
   * @param notifiers makes a notifier that keeps what it is given
   */
  AlertSession(
      String topic,
      ReadModel model,
      Function<Collection<AlertSilence>, List<Silence>> silences,
      SinkWorkers workers,
      Rounds rounds,
      Clock clock,
      Consumer<String, byte[]> consumer,
      Producer<String, AlertState> producer,
      Function<Notifier.StateKeeper, Notifier> notifiers) {
    this.topic = topic;
    this.model = model;
    this.silences = silences;
    this.workers = workers;
    this.rounds = rounds;
    this.clock = clock;
    this.consumer = consumer;
    this.producer = producer;
    this.notifier = notifiers.apply(this::keep);
    model.addListener(this);
    consumer.subscribe(List.of(topic), this);
  }

  private void keep(int partition, String key, @Nullable AlertState state) {
    var unused =
        producer.send(
            new ProducerRecord<>(topic, partition, key, state),
            (where, error) -> failure.compareAndSet(null, error));
  }

  private void requireKept() {
    Exception failed = failure.get();
    if (failed != null) {
      throw new KafkaException("what was told cannot be kept", failed);
    }
  }

  @Override
  public void changed(Change.Kind kind, String id) {
    switch (kind) {
      case INCIDENT -> changed(new SubjectKey(AlertKind.INCIDENT, id));
      case OUTBREAK -> changed(new SubjectKey(AlertKind.OUTBREAK, id));
      case SILENCE -> {
        if (id.equals(AlertService.RETRY)) {
          retry = true;
        } else {
          silencesChanged = true;
        }
        workers.announce();
      }
      case CLUSTER, ALERT, UNREADABLE -> {}
    }
  }

  private void changed(SubjectKey key) {
    synchronized (changes) {
      changes.add(key);
    }
    workers.announce();
  }

  private List<SubjectKey> takeChanges() {
    synchronized (changes) {
      List<SubjectKey> taken = changes.stream().limit(MOST_CHANGES).toList();
      taken.forEach(changes::remove);
      return taken;
    }
  }

  private boolean isIdle() {
    synchronized (changes) {
      return changes.isEmpty()
          && joined
          && waiting.isEmpty()
          && !silencesChanged
          && !retry
          && notifier.isIdle()
          && !workers.isBusy();
    }
  }

  @Override
  public boolean step() throws InterruptedException {
    rounds.begin();
    // Its partitions are paused: it is asked for its membership alone.
    var unused = consumer.poll(Duration.ZERO);
    adopt();
    for (SubjectKey key : takeChanges()) {
      if (adopted != null) {
        notifier.changed(key, partition(key), clock.instant());
      }
    }
    if (silencesChanged) {
      silencesChanged = false;
      notifier.silence(silences.apply(model.silences()), clock.instant());
    }
    if (retry) {
      retry = false;
      notifier.retryParked(clock.instant());
    }
    takeIn();
    Instant now = clock.instant();
    notifier.tick(now);
    for (Delivery delivery : notifier.next(now)) {
      workers.start(delivery);
    }
    requireKept();
    boolean idle = isIdle();
    rounds.end(idle && !owned.isEmpty());
    workers.awaitNews(idle ? IDLE_MILLIS : BUSY_MILLIS);
    return true;
  }

  private int partition(SubjectKey key) {
    byte[] bytes = key.text().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(bytes)) % partitions;
  }

  /** Begins to tell of partitions that were taken over, once all is known of them. */
  private void adopt() throws InterruptedException {
    if (adopted != null && model.isOutdated(adopted)) {
      throw new NotReadableException("what is told of is being read anew");
    }
    if (waiting.isEmpty()) {
      return;
    }
    if (mark == null) {
      mark = model.mark().orElse(null);
    }
    if (mark == null || !model.hasRead(mark)) {
      return;
    }
    partitions = model.alertPartitions();
    Instant now = clock.instant();
    silencesChanged = false;
    notifier.silence(silences.apply(model.silences()), now);
    Map<Integer, List<AlertState>> kept = new HashMap<>();
    model.alerts(state -> kept.computeIfAbsent(partition(state), any -> list()).add(state));
    Map<Integer, List<SubjectKey>> open = new HashMap<>();
    addOpen(AlertKind.OUTBREAK, model.openOutbreaks(), open);
    addOpen(AlertKind.INCIDENT, model.openIncidents(), open);
    for (int partition : waiting) {
      notifier.adopt(
          partition,
          kept.getOrDefault(partition, List.of()),
          open.getOrDefault(partition, List.of()),
          now);
    }
    LOG.debug("telling of partitions={}", waiting);
    waiting.clear();
    adopted = mark;
  }

  private int partition(AlertState state) {
    return state.getKind() == AlertKind.START
        ? Integer.parseInt(state.getId())
        : partition(new SubjectKey(state.getKind(), state.getId()));
  }

  private void addOpen(
      AlertKind kind, List<String> ids, Map<Integer, List<SubjectKey>> byPartition) {
    for (String id : ids) {
      SubjectKey key = new SubjectKey(kind, id);
      byPartition.computeIfAbsent(partition(key), any -> new ArrayList<>()).add(key);
    }
  }

  private static <V> List<V> list() {
    return new ArrayList<>();
  }

  private void takeIn() {
    for (SinkWorkers.Done done = workers.next(); done != null; done = workers.next()) {
      notifier.done(done.delivery(), done.outcomes(), clock.instant());
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    joined = true;
    consumer.pause(assigned);
    for (TopicPartition partition : assigned) {
      owned.add(partition.partition());
      waiting.add(partition.partition());
    }
    // Its last owner may have kept something since the topics' ends were asked for.
    mark = null;
  }

  /** The next owner begins when this returns: by then all that was told is kept. */
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    finishDeliveries();
    producer.flush();
    requireKept();
    onPartitionsLost(revoked);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    Set<Integer> numbers = new HashSet<>();
    lost.forEach(partition -> numbers.add(partition.partition()));
    owned.removeAll(numbers);
    waiting.removeAll(numbers);
    notifier.release(numbers::contains);
  }

  private void finishDeliveries() {
    try {
      long end = System.nanoTime() + FINISH_WITHIN.toNanos();
      while (workers.isBusy() && System.nanoTime() < end) {
        workers.awaitNews(BUSY_MILLIS);
        takeIn();
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Waits for what is under way, keeps what was told, and leaves the group. */
  @Override
  public void close() {
    model.removeListener(this);
    consumer.close();
    notifier.release(any -> true);
    producer.close(Duration.ofSeconds(10));
  }
}
