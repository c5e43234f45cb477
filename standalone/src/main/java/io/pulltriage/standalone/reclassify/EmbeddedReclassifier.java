package io.pulltriage.standalone.reclassify;

import io.pulltriage.kafka.EmbeddedKafka;
import io.pulltriage.kafka.EmbeddedKafkaOptions;
import io.pulltriage.producer.publish.KafkaSink;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.TopicSpecs;
import io.pulltriage.schemas.Topics;
import io.pulltriage.standalone.replay.Workplace;
import io.pulltriage.standalone.terminal.Progress;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.ops.Analyzer;
import io.pulltriage.streams.ops.CatchUp;
import io.pulltriage.streams.topology.Knowledge;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Copies what is retained into a Kafka of this process and analyzes it there: the installation's
 * Kafka has one more reader for a while, and nothing to be cleaned up, whatever happens here.
 */
public final class EmbeddedReclassifier implements Reclassifier {

  private static final int PARTITIONS = 2;
  private static final Duration START_WITHIN = Duration.ofMinutes(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  @Override
  public Reclassification run(ReclassifyOptions options, Progress progress)
      throws IOException, InterruptedException {
    Knowledge knowledge = options.knowledge().read();
    progress.show("asking " + options.source().address());
    try (PastFacts facts = PastFacts.open(options.source(), options.since())) {
      IncidentsTopic topic = new IncidentsTopic(options.source());
      Map<String, Incident> before = topic.read();
      RetainedFacts retained = new RetainedFacts();
      Map<String, Incident> after = analyze(facts, retained, knowledge, progress);
      progress.show("comparing");
      Reclassification result =
          Comparison.of(
              before, after, retained, facts.since(), knowledge.classifier().rulesVersion());
      int applied = options.apply() ? topic.apply(result.differences()) : 0;
      return result.with(facts.unreadable(), applied);
    } catch (InterruptException e) {
      throw e; // That of Kafka's clients; whoever interrupted this thread knows.
    } catch (KafkaException e) {
      throw new IOException(
          "cannot work with Kafka at " + options.source().address() + ": " + reason(e), e);
    }
  }

  private static Map<String, Incident> analyze(
      PastFacts facts, RetainedFacts retained, Knowledge knowledge, Progress progress)
      throws IOException, InterruptedException {
    progress.show("starting a Kafka of its own");
    Topics topics = Topics.withDefaultPrefix();
    try (EmbeddedKafka kafka =
            EmbeddedKafka.start(
                EmbeddedKafkaOptions.temporary().closedByApplication().ofAnyTime());
        Workplace workplace = Workplace.create(kafka.bootstrapServers(), topics)) {
      kafka.createTopics(new TopicSpecs(topics, PARTITIONS, 1).withoutTimeLimits().all());
      AnalyzerConfig config = AnalyzerConfig.defaults(topics, PARTITIONS).forReplay();
      try (Analyzer analyzer = new Analyzer(config, knowledge, workplace.streamsSettings());
          var producer = workplace.producer()) {
        analyzer.start();
        KafkaSink sink = new KafkaSink(producer, topics);
        ClusterTimes times = new ClusterTimes(sink);
        facts.tell(sink, retained, times, progress);
        sink.flush();
        progress.show("processing what is left");
        analyzer.awaitRunning(START_WITHIN);
        finish(analyzer, sink, times);
        Map<String, Incident> incidents = new HashMap<>();
        while (!analyzer.readModel().awaitCaughtUp(LOOK_EVERY)) {
          analyzer.requireAlive();
        }
        analyzer.readModel().incidents().forEach(each -> incidents.put(each.getId(), each));
        return incidents;
      }
    }
  }

  /** When every fact has come through, it is said once more what time it is behind all of them. */
  private static void finish(Analyzer analyzer, KafkaSink sink, ClusterTimes times)
      throws InterruptedException {
    try (CatchUp catchUp = analyzer.catchUp()) {
      await(catchUp, analyzer);
      times.finish();
      sink.flush();
      await(catchUp, analyzer);
    }
  }

  private static void await(CatchUp catchUp, Analyzer analyzer) throws InterruptedException {
    while (!catchUp.isDone()) {
      analyzer.watch(LOOK_EVERY);
    }
  }

  private static String reason(Throwable error) {
    Throwable cause = error.getCause();
    return cause == null || cause.getMessage() == null
        ? String.valueOf(error.getMessage())
        : error.getMessage() + ": " + cause.getMessage();
  }
}
