package io.pulltriage.benchmarks.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** Copies records as bytes from topics to topics with the settings of the analyzer. */
final class CopyingApplication implements Drain.Watched, AutoCloseable {

  static final String NAME = "copying";

  private static final Duration START_WITHIN = Duration.ofMinutes(1);

  private final KafkaStreams streams;
  private final CountDownLatch running = new CountDownLatch(1);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /**
   * Starts it and returns when it runs.
   *
   * @param topics each to be copied into the one of its name with {@code -copy} behind it
   * @param analyzer whose settings it takes, but for its names and its handlers of errors
   */
  CopyingApplication(List<String> topics, StreamsConfig analyzer, Path state)
      throws InterruptedException {
    streams = new KafkaStreams(topology(topics), new StreamsConfig(settings(analyzer, state)));
    streams.setUncaughtExceptionHandler(
        error -> {
          failure.compareAndSet(null, error);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    streams.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.RUNNING) {
            running.countDown();
          }
        });
    streams.start();
    if (!running.await(START_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the copying application does not run: " + streams.state());
    }
  }

  @Override
  public void watch(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
    Throwable error = failure.get();
    if (error != null) {
      throw new IllegalStateException("the copying application has failed: " + error, error);
    }
  }

  @Override
  public void close() {
    streams.close();
  }

  private static Topology topology(List<String> topics) {
    StreamsBuilder builder = new StreamsBuilder();
    for (String topic : topics) {
      builder.stream(
              topic,
              Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("read-" + topic))
          .to(
              topic + "-copy",
              Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("write-" + topic));
    }
    return builder.build();
  }

  private static Properties settings(StreamsConfig analyzer, Path state) {
    Map<String, Object> settings = new HashMap<>(analyzer.originals());
    settings.keySet().removeIf(name -> name.contains("exception.handler"));
    settings.remove(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG);
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, NAME);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    Properties properties = new Properties();
    properties.putAll(settings);
    return properties;
  }
}
