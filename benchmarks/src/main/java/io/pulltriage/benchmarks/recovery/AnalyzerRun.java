package io.pulltriage.benchmarks.recovery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.ops.Analyzer;
import io.pulltriage.streams.ops.CatchUp;
import io.pulltriage.streams.topology.Knowledge;
import io.pulltriage.testkit.KafkaFixture;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/** One instance of the analyzer with its state on disk, from its start until it is closed. */
final class AnalyzerRun implements AutoCloseable {

  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  /** What RocksDB has outside the heap, by Kafka Streams' own numbers. */
  private static final List<String> OUTSIDE_HEAP =
      List.of(
          "kafka.stream.state.block.cache.usage",
          "kafka.stream.state.size.all.mem.tables",
          "kafka.stream.state.estimate.table.readers.mem");

  private final Analyzer analyzer;
  private final Stopwatch.Reading took;

  /** Starts it and waits until its stores are restored and it processes. */
  AnalyzerRun(KafkaFixture kafka, String application, Path state, Knowledge knowledge)
      throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(kafka.clientConfig());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 0);
    Stopwatch watch = new Stopwatch();
    analyzer =
        new Analyzer(AnalyzerConfig.defaults(kafka.topics(), PARTITIONS), knowledge, settings);
    analyzer.start();
    analyzer.awaitRunning(PATIENCE);
    took = watch.read();
  }

  /** What it took until then. */
  Stopwatch.Reading took() {
    return took;
  }

  /** Waits until all that stands in the topics has come through. */
  void awaitProcessed() throws InterruptedException {
    try (CatchUp catchUp = analyzer.catchUp()) {
      while (!catchUp.isDone()) {
        analyzer.watch(LOOK_EVERY);
      }
    }
  }

  int incidents() {
    return analyzer.readModel().incidents().size();
  }

  /** Bytes that RocksDB takes outside the heap. */
  long outsideHeap() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    KafkaStreamsMetrics meters = analyzer.bindTo(registry);
    try {
      return OUTSIDE_HEAP.stream()
          .flatMap(name -> registry.find(name).gauges().stream())
          .mapToLong((Gauge gauge) -> Math.round(gauge.value()))
          .sum();
    } finally {
      meters.close();
    }
  }

  /** What garbage collections leave of this process's heap. */
  static long heap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  @Override
  public void close() {
    analyzer.close();
  }
}
