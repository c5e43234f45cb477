package io.pulltriage.benchmarks.recovery;

import io.pulltriage.benchmarks.recovery.Stopwatch.Reading;
import io.pulltriage.streams.topology.Knowledge;
import io.pulltriage.testkit.KafkaFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.utils.Utils;

/**
 * What the analyzer's state takes with so many open incidents, and how long it takes to come back:
 * with its folder kept, with its folder lost (restored from the changelogs), and with the
 * changelogs lost as well (derived again from the input topics). The broker and the analyzer are in
 * this process, which has run for a while by then: beside the times of the services' own start,
 * which are not in these. Arguments: how many incidents (20,000), how often each restart is
 * measured (3).
 */
public final class RecoveryCost {

  private static final String APPLICATION = "recovery";

  private final KafkaFixture kafka;
  private final Path folder;
  private final int count;
  private final Knowledge knowledge = Knowledge.bundled();

  private RecoveryCost(KafkaFixture kafka, Path folder, int count) {
    this.kafka = kafka;
    this.folder = folder;
    this.count = count;
  }

  /** Prints a line for each figure. */
  public static void main(String[] arguments) throws Exception {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    Path folder = Files.createTempDirectory("recovery");
    try (KafkaFixture kafka = KafkaFixture.start()) {
      new RecoveryCost(kafka, folder, count).run(rounds);
    } finally {
      Utils.delete(folder.toFile());
    }
    System.exit(0);
  }

  private void run(int rounds) throws Exception {
    fill();
    say("state on disk", Footprint.ofFolder(folder.resolve(APPLICATION)));
    say(
        "changelogs as written",
        Footprint.ofTopics(kafka.clientConfig(), RecoveryCost::isChangelog));
    Footprint.Latest latest = Footprint.latest(kafka.clientConfig(), RecoveryCost::isChangelog);
    System.out.printf(
        "changelogs, latest: %.1f records an incident%n", perIncident(latest.records()));
    say("changelogs, latest", latest.bytes());
    say("topic incidents as written", topic(kafka.topics().incidents()));
    say(
        "topics of pods and events",
        topic(kafka.topics().pods()) + topic(kafka.topics().podEvents()));
    List<Reading> kept = new ArrayList<>();
    List<Reading> wiped = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      kept.add(restart());
      Utils.delete(folder.resolve(APPLICATION).toFile());
      wiped.add(restart());
    }
    Reading usual = Reading.median(kept);
    System.out.printf("ready with state kept: %s, median of %s%n", usual, kept);
    compare("ready with state wiped", Reading.median(wiped), usual);
    compare("derived anew from the topics", deriveAnew(), usual);
  }

  /** From empty topics to all incidents open. */
  private void fill() throws Exception {
    try (AnalyzerRun run = run(APPLICATION)) {
      System.out.printf("ready without any state: %s%n", run.took());
      Stopwatch watch = new Stopwatch();
      try (KafkaProducer<String, SpecificRecord> producer =
          kafka.producer(kafka.serdes().anySerializer())) {
        for (var sent :
            new OpenFailures(kafka.topics(), Instant.now())
                .of(count)
                .map(producer::send)
                .toList()) {
          sent.get();
        }
      }
      awaitAll(run);
      System.out.printf("%,d incidents opened in %s%n", count, watch.read());
    }
  }

  private Reading restart() throws InterruptedException {
    long with;
    Reading took;
    try (AnalyzerRun run = run(APPLICATION)) {
      requireAll(run);
      took = run.took();
      say("RocksDB outside the heap", run.outsideHeap());
      with = AnalyzerRun.heap();
    }
    say("heap of the analyzer", with - AnalyzerRun.heap());
    return took;
  }

  private Reading deriveAnew() throws InterruptedException {
    Stopwatch watch = new Stopwatch();
    try (AnalyzerRun run = run(APPLICATION + "-anew")) {
      awaitAll(run);
      return watch.read();
    }
  }

  private void awaitAll(AnalyzerRun run) throws InterruptedException {
    run.awaitProcessed();
    requireAll(run);
  }

  private void requireAll(AnalyzerRun run) {
    if (run.incidents() != count) {
      throw new IllegalStateException(run.incidents() + " incidents instead of " + count);
    }
  }

  private AnalyzerRun run(String application) throws InterruptedException {
    return new AnalyzerRun(kafka, application, folder, knowledge);
  }

  private static boolean isChangelog(String topic) {
    return topic.startsWith(APPLICATION + '-') && topic.endsWith("-changelog");
  }

  private long topic(String name) throws Exception {
    return Footprint.ofTopics(kafka.clientConfig(), name::equals);
  }

  private void say(String what, long bytes) {
    System.out.printf(
        "%s: %.1f MiB, %,.0f bytes an incident%n",
        what, bytes / (double) (1 << 20), perIncident(bytes));
  }

  private double perIncident(long number) {
    return (double) number / count;
  }

  private static void compare(String what, Reading took, Reading usual) {
    System.out.printf("%s: %s, times %s%n", what, took, took.times(usual));
  }
}
