package io.pulltriage.streams.query;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.pulltriage.background.BackgroundLoop;
import io.pulltriage.schemas.AlertSilence;
import io.pulltriage.schemas.AlertState;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.config.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All incidents, outbreaks and clusters of the installation, and what sinks were told of them, read
 * from their topics into stores of this instance: each instance answers for everything by itself.
 * Only committed records are read.
 *
 * <p>Visibility is applied before paging and counting: what may not be seen is in no page, number
 * or cursor. Questions throw {@link NotReadableException} until the topics have been read once, and
 * {@link IllegalArgumentException} for what nobody could answer. An instance that cannot reach
 * Kafka goes on to answer; {@link AsOf} says how old the answer is. A reader that fails is closed,
 * and another reads everything.
 *
 * <p>Thread-safe.
 */
public final class ReadModel implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReadModel.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);
  private static final String SUFFIX = "-read-model";

  private final Topics topics;
  private final Storage storage;
  private final Map<String, Object> settings;
  private final InstantSource clock;
  private final LocalState localState;
  private final Admin admin;
  private final CompositeMeterRegistry registries = new CompositeMeterRegistry();
  private final BackgroundLoop loop = new BackgroundLoop("read-model", this::reading, registries);
  private final AtomicLong unreadable = new AtomicLong();
  private final List<Change.Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile int history;
  private volatile @Nullable Reader reader;

  /** One start of Kafka Streams. */
  private final class Reader implements BackgroundLoop.Session {

    private final ReadTopics found = ReadTopics.find(admin, topics);
    private final ChangeLog log = new ChangeLog(found, history);
    private final ReadProgress progress = new ReadProgress(log::begin);
    private final ReadTopology stores;
    private final KafkaStreams streams;
    private volatile Optional<Instant> reached = Optional.empty();
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    Reader() {
      stores = new ReadTopology(topics, new PublicSerdes(settings), storage, this::changed);
      Properties properties = new Properties();
      properties.putAll(settings);
      streams = new KafkaStreams(stores.topology(), properties, progress);
      streams.setUncaughtExceptionHandler(
          error -> {
            failure = error;
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
    }

    private void changed(
        Change.Kind kind, String key, @Nullable SpecificRecord value, RecordMetadata place) {
      if (kind == Change.Kind.UNREADABLE) {
        unreadable.incrementAndGet();
      } else {
        listeners.forEach(listener -> listener.changed(kind, key));
      }
      int number = found.followedNumber(new TopicPartition(place.topic(), place.partition()));
      if (number >= 0) {
        log.add(new Change(kind, key, value, number, place.offset()));
      }
    }

    synchronized void reach(ReadProgress.Ends ends) {
      if (reached.isEmpty() || reached.get().isBefore(ends.time())) {
        reached = Optional.of(ends.time());
      }
    }

    @Override
    public boolean step() throws InterruptedException {
      Throwable error = failure;
      if (error != null) {
        throw new StreamsException("reading failed: " + error.getMessage(), error);
      }
      long begin = System.nanoTime();
      try {
        ReadProgress.Ends ends = ReadProgress.Ends.ask(admin, found, clock);
        if (progress.await(ends, LOOK_EVERY)) {
          reach(ends);
          localState.note(ends.time());
        }
      } catch (KafkaException e) {
        LOG.debug("read progress unknown", e);
      }
      long rest = LOOK_EVERY.toNanos() - (System.nanoTime() - begin);
      TimeUnit.NANOSECONDS.sleep(Math.max(0, rest));
      return true;
    }

    @Override
    public void close() {
      closed = true;
      log.end();
      streams.close(CloseOptions.timeout(CLOSE_WITHIN));
    }

    boolean isRead() {
      return failure == null && !closed && reached.isPresent();
    }
  }

  /**
   * Nothing is read yet.
   *
   * @param settings of Kafka Streams and of the schema registry under their own names, at least
   *     {@code application.id}, {@code bootstrap.servers}, {@code state.dir} and {@code
   *     schema.registry.url}
   */
  public ReadModel(Topics topics, Storage storage, Map<String, ?> settings, InstantSource clock) {
    this.topics = topics;
    this.storage = storage;
    this.settings = complete(settings);
    this.clock = clock;
    Properties properties = new Properties();
    properties.putAll(this.settings);
    StreamsConfig config = new StreamsConfig(properties);
    this.localState =
        storage == Storage.DISK
            ? LocalState.in(
                config.getString(StreamsConfig.STATE_DIR_CONFIG),
                config.getString(StreamsConfig.APPLICATION_ID_CONFIG))
            : LocalState.none();
    this.admin = Admin.create(config.getAdminConfigs(applicationId(this.settings)));
    addMeters();
  }

  private static String applicationId(Map<String, Object> settings) {
    return String.valueOf(settings.get(StreamsConfig.APPLICATION_ID_CONFIG));
  }

  private static Map<String, Object> complete(Map<String, ?> settings) {
    Map<String, Object> complete = new HashMap<>(settings);
    complete.put(
        StreamsConfig.APPLICATION_ID_CONFIG,
        settings.get(StreamsConfig.APPLICATION_ID_CONFIG) + SUFFIX);
    complete.computeIfPresent(StreamsConfig.CLIENT_ID_CONFIG, (key, id) -> id + SUFFIX);
    complete.remove(StreamsConfig.APPLICATION_SERVER_CONFIG);
    complete.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    complete.put(
        StreamsConfig.globalConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG),
        IsolationLevel.READ_COMMITTED.toString());
    return complete;
  }

  /**
   * Reads what this instance has kept and what came since; returns when that is done, and reads on.
   *
   * @throws StreamsException if the topics cannot be read
   */
  public void start() {
    Reader first = new Reader();
    if (!localState.isUsable(first.found, clock)) {
      first.streams.cleanUp();
    }
    reader = first;
    try {
      first.streams.start();
    } catch (StreamsException e) {
      // What an older or newer version has left here may be unreadable; the topics are not.
      LOG.warn("read model cannot go on with its local state, reading all again", e);
      first.close();
      Reader second = fresh();
      reader = second;
      second.streams.start();
    }
    loop.start();
  }

  /** A reader that reads everything from the topics. */
  private Reader fresh() {
    Reader made = new Reader();
    made.streams.cleanUp();
    return made;
  }

  /** The reader that was started; after a failure, one that reads everything. */
  private Reader reading() {
    Reader now = reader;
    if (now != null && !now.closed) {
      return now;
    }
    Reader next = fresh();
    reader = next;
    try {
      next.streams.start();
    } catch (RuntimeException e) {
      next.close();
      throw e;
    }
    return next;
  }

  /** Where the topics end by now, to be compared with how far has been read. Immutable. */
  public static final class Mark {

    private final Reader reader;
    private final ReadProgress.Ends ends;

    private Mark(Reader reader, ReadProgress.Ends ends) {
      this.reader = reader;
      this.ends = ends;
    }
  }

  /**
   * Where the topics end by now; empty until it is started.
   *
   * @throws KafkaException if Kafka does not tell
   */
  public Optional<Mark> mark() throws InterruptedException {
    Reader now = reader;
    return now == null
        ? Optional.empty()
        : Optional.of(new Mark(now, ReadProgress.Ends.ask(admin, now.found, clock)));
  }

  /** Whether everything before the mark is answered; not so after a failure since. */
  public boolean hasRead(Mark mark) {
    if (mark.reader != reader || mark.reader.closed || mark.reader.progress.left(mark.ends) > 0) {
      return false;
    }
    mark.reader.reach(mark.ends);
    return true;
  }

  /** Whether the mark is of a reader that has failed since: what was read is being read anew. */
  public boolean isOutdated(Mark mark) {
    return mark.reader != reader || mark.reader.closed;
  }

  /**
   * Waits until everything is read that is committed by now.
   *
   * @return whether that was so in time
   * @throws KafkaException if Kafka does not tell how much that is
   */
  public boolean awaitCaughtUp(Duration within) throws InterruptedException {
    Optional<Mark> mark = mark();
    return mark.isPresent()
        && mark.get().reader.progress.await(mark.get().ends, within)
        && hasRead(mark.get());
  }

  /** Adds one who hears of changes from now on. */
  public void addListener(Change.Listener listener) {
    listeners.add(listener);
  }

  /** Takes one away who has heard of changes. */
  public void removeListener(Change.Listener listener) {
    listeners.remove(listener);
  }

  /**
   * Keeps so many changes from now on for subscribers who come back; without this it keeps none.
   */
  public void keepChanges(int changes) {
    history = changes;
    Reader now = reader;
    if (now != null) {
      now.log.keep(changes);
    }
  }

  /**
   * Follows incidents, outbreaks and clusters from now on, or from where the subscriber was. What a
   * subscription has told is answered by then.
   *
   * @param lastEventId a {@link Subscription#position()} of this or another instance
   * @param buffer changes that wait for the subscriber at most
   * @throws NotReadableException until the topics have been read once
   */
  public Subscription subscribe(Optional<String> lastEventId, int buffer) {
    Reader now = reader;
    if (now == null || !now.isRead()) {
      throw new NotReadableException(String.join("; ", obstacles()));
    }
    return now.log.subscribe(lastEventId, buffer);
  }

  /** How many partitions the topic has in which is kept what sinks were told. */
  public int alertPartitions() {
    Reader now = reader;
    if (now == null) {
      throw new NotReadableException("not started");
    }
    return now.found.partitionsOf(topics.alerts());
  }

  /** What sinks were told, in any order. */
  public void alerts(Consumer<AlertState> taker) {
    var unused = askStores(stores -> stores.alerts(taker));
  }

  /** Silences, in any order. */
  public List<AlertSilence> silences() {
    List<AlertSilence> silences = new ArrayList<>();
    var unused = askStores(stores -> stores.silences(silences::add));
    return silences;
  }

  /** How far has been read; empty until the topics have been read once. */
  public Optional<AsOf> asOf() {
    Reader now = reader;
    return now == null ? Optional.empty() : ReadProgress.asOf(now.reached, clock);
  }

  /** What keeps this instance from answering, each in a few words; empty when it answers. */
  public List<String> obstacles() {
    Reader now = reader;
    if (now == null) {
      return List.of("not started");
    }
    List<String> obstacles = new ArrayList<>();
    loop.failure().ifPresent(obstacles::add);
    if (obstacles.isEmpty() && !now.isRead()) {
      obstacles.add("incidents, outbreaks and clusters are being read");
    }
    return obstacles;
  }

  private double size() {
    Reader now = reader;
    return now == null ? 0 : now.stores.view().size();
  }

  private <T> Answer<T> ask(Function<ReadView, T> question) {
    return askStores(stores -> question.apply(stores.view()));
  }

  private <T> Answer<T> askStores(Function<ReadTopology, T> question) {
    Reader now = reader;
    // Asked before the question, so that the answer is at least as new.
    Optional<AsOf> asOf = asOf();
    if (now == null || asOf.isEmpty() || !now.isRead()) {
      throw new NotReadableException(String.join("; ", obstacles()));
    }
    try {
      return new Answer<>(question.apply(now.stores), asOf.get());
    } catch (InvalidStateStoreException e) {
      throw new NotReadableException("the store of incidents is closed");
    }
  }

  /** Incidents that satisfy a filter, in the page's order. */
  public Answer<Page<Incident>> incidents(
      Filter filter, Visibility visibility, PageRequest request) {
    return ask(view -> view.incidents(filter, visibility, request));
  }

  /** Ids of open incidents. */
  public List<String> openIncidents() {
    return ask(ReadView::openIncidents).content();
  }

  /** Ids of open outbreaks. */
  public List<String> openOutbreaks() {
    return ask(ReadView::openOutbreaks).content();
  }

  /** All incidents, by id: for runs that come to an end. */
  public List<Incident> incidents() {
    return all(page -> incidents(Filter.NONE, Visibility.ALL, page).content());
  }

  /** All outbreaks, by id. */
  public List<Outbreak> outbreaks() {
    return all(page -> outbreaks(Filter.NONE, Visibility.ALL, page).content());
  }

  private static <V> List<V> all(Function<PageRequest, Page<V>> list) {
    List<V> all = new ArrayList<>();
    PageRequest first = PageRequest.first(Order.ID, PageRequest.MOST);
    Page<V> page = list.apply(first);
    all.addAll(page.items());
    while (page.next().isPresent()) {
      page = list.apply(first.after(page.next().get()));
      all.addAll(page.items());
    }
    return all;
  }

  /** The incident of an id; empty if there is none or it may not be seen. */
  public Answer<Optional<Incident>> incident(String id, Visibility visibility) {
    return ask(view -> view.incident(id, visibility));
  }

  /**
   * Outbreaks that satisfy a filter, in the page's order. Who may see a part of what an outbreak
   * reached sees the outbreak with that part of its clusters, nodes and incidents.
   */
  public Answer<Page<Outbreak>> outbreaks(
      Filter filter, Visibility visibility, PageRequest request) {
    return ask(view -> view.outbreaks(filter, visibility, request));
  }

  /** The outbreak of an id; empty if there is none or it may not be seen. */
  public Answer<Optional<Outbreak>> outbreak(String id, Visibility visibility) {
    return ask(view -> view.outbreak(id, visibility));
  }

  /** Watch status of each cluster that satisfies a filter, by name. */
  public Answer<List<ClusterReport>> clusters(Filter filter, Visibility visibility) {
    return ask(view -> view.clusters(filter, visibility, clock.instant()));
  }

  /** Counts of incidents and outbreaks, and the last day. */
  public Answer<Summary> summary(Visibility visibility) {
    return ask(view -> view.summary(visibility));
  }

  /** Adds its metrics to a registry. */
  public void bindTo(MeterRegistry registry) {
    registries.add(registry);
  }

  private void addMeters() {
    TimeGauge.builder(
            "pulltriage.read.model.lag",
            this,
            TimeUnit.MILLISECONDS,
            model -> model.asOf().map(asOf -> (double) asOf.lag().toMillis()).orElse(Double.NaN))
        .description("Age of what this instance answers.")
        .register(registries);
    Gauge.builder("pulltriage.read.model.incidents", this, ReadModel::size)
        .description("Incidents that this instance answers about.")
        .register(registries);
    FunctionCounter.builder("pulltriage.read.model.unreadable", unreadable, AtomicLong::get)
        .description("Records that could not be read and were skipped.")
        .register(registries);
  }

  /** Stops reading. */
  @Override
  public void close() {
    loop.interrupt();
    boolean ended = loop.awaitEnd(CLOSE_WITHIN.multipliedBy(2));
    Reader now = reader;
    if (now != null) {
      now.close();
      if (ended) {
        now.reached.ifPresent(localState::write);
      }
    }
    admin.close();
  }
}
