package io.pulltriage.standalone.replay;

import io.pulltriage.kafka.EmbeddedKafka;
import io.pulltriage.kafka.EmbeddedKafkaOptions;
import io.pulltriage.producer.capture.CaptureFeed;
import io.pulltriage.producer.publish.FeedConfig;
import io.pulltriage.producer.publish.KafkaSink;
import io.pulltriage.schemas.TopicSpecs;
import io.pulltriage.schemas.Topics;
import io.pulltriage.standalone.terminal.Progress;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.ops.Analyzer;
import io.pulltriage.streams.ops.CatchUp;
import io.pulltriage.streams.query.ReadModel;
import io.pulltriage.streams.service.ServedAnalyzer;
import io.pulltriage.streams.topology.Knowledge;
import java.io.IOException;
import java.time.Duration;

/**
 * Feeds recorded clusters through the real pipeline in this process: a Kafka broker, the producer's
 * own translation and the Streams topology with exactly-once. One run at a time; each starts
 * afresh.
 */
public final class EmbeddedReplay implements ReplayRunner {

  private static final int PARTITIONS = 2;
  private static final Duration START_WITHIN = Duration.ofMinutes(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration WATCH_EVERY = Duration.ofSeconds(1);

  @Override
  public void run(ReplayOptions options, ReplayObserver observer, Progress progress)
      throws IOException, InterruptedException {
    // Nobody should wait for Kafka to learn that a folder's name is mistyped.
    CaptureFeed.clusters(options.captures());
    Knowledge knowledge = options.knowledge().read();
    if (options.pagePort().isPresent()) {
      FreePort.require(options.pagePort().getAsInt());
    }
    progress.show("starting Kafka");
    Topics topics = Topics.withDefaultPrefix();
    try (EmbeddedKafka kafka =
            EmbeddedKafka.start(
                EmbeddedKafkaOptions.temporary().closedByApplication().ofAnyTime());
        Workplace workplace = Workplace.create(kafka.bootstrapServers(), topics)) {
      kafka.createTopics(new TopicSpecs(topics, PARTITIONS, 1).withoutTimeLimits().all());
      progress.show("starting the analyzer");
      AnalyzerConfig config = AnalyzerConfig.defaults(topics, PARTITIONS).forReplay();
      try (Analyzer analyzer = new Analyzer(config, knowledge, workplace.streamsSettings())) {
        analyzer.start();
        tell(options, workplace, analyzer, observer, progress);
      } catch (Pace.Stopped e) {
        throw e.interruption();
      }
    }
  }

  private static void tell(
      ReplayOptions options,
      Workplace workplace,
      Analyzer analyzer,
      ReplayObserver observer,
      Progress progress)
      throws IOException, InterruptedException {
    try (EmbeddedAlerts alerts =
        EmbeddedAlerts.start(options.alerts(), workplace, analyzer, false)) {
      if (options.once()) {
        play(options, workplace, analyzer, observer, progress);
        alerts.awaitTold(progress);
      } else {
        serveAndPlay(options, workplace, analyzer, alerts, observer, progress);
      }
    }
  }

  private static void serveAndPlay(
      ReplayOptions options,
      Workplace workplace,
      Analyzer analyzer,
      EmbeddedAlerts alerts,
      ReplayObserver observer,
      Progress progress)
      throws IOException, InterruptedException {
    if (options.pagePort().isEmpty()) {
      playOn(options, workplace, analyzer, observer, progress);
      return;
    }
    Knowledge knowledge = options.knowledge().read();
    int port = options.pagePort().getAsInt();
    try (ServedAnalyzer served = workplace.serve(analyzer, knowledge, alerts, port)) {
      observer.serving(served.address());
      playOn(options, workplace, analyzer, observer, progress);
    }
  }

  private static void playOn(
      ReplayOptions options,
      Workplace workplace,
      Analyzer analyzer,
      ReplayObserver observer,
      Progress progress)
      throws IOException, InterruptedException {
    try (Changes changes = Changes.follow(workplace, observer)) {
      play(options, workplace, analyzer, observer, progress);
      while (true) {
        changes.requireNoFailure();
        analyzer.watch(WATCH_EVERY);
      }
    }
  }

  private static void play(
      ReplayOptions options,
      Workplace workplace,
      Analyzer analyzer,
      ReplayObserver observer,
      Progress progress)
      throws IOException, InterruptedException {
    try (var producer = workplace.producer();
        CatchUp catchUp = analyzer.catchUp()) {
      KafkaSink sink = new KafkaSink(producer, workplace.topics());
      LastStatuses statuses = new LastStatuses(sink);
      CaptureFeed.feed(
          options.captures(),
          FeedConfig.defaults(),
          statuses,
          new Pace(options.speed(), analyzer, observer, progress));
      sink.flush();
      progress.show("processing what is left");
      analyzer.awaitRunning(START_WITHIN);
      await(catchUp, analyzer);
      // By now every fact has come through: say once more what time it is behind all of them.
      statuses.repeat();
      sink.flush();
      await(catchUp, analyzer);
      ReadModel model = analyzer.readModel();
      while (!model.awaitCaughtUp(LOOK_EVERY)) {
        analyzer.requireAlive();
      }
      observer.processed(new ReplayResult(model.incidents(), model.outbreaks()));
    }
  }

  private static void await(CatchUp catchUp, Analyzer analyzer) throws InterruptedException {
    while (!catchUp.isDone()) {
      analyzer.watch(LOOK_EVERY);
    }
  }
}
