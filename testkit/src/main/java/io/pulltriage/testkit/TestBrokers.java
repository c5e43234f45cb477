package io.pulltriage.testkit;

import io.pulltriage.kafka.EmbeddedKafkaOptions;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Where tests have their brokers from: containers where a Docker engine answers, otherwise this
 * process. The tests are the same either way. All brokers of a process are of one kind, which is
 * decided with the first. Thread-safe.
 *
 * <p>The property {@code pulltriage.kafka} says {@code docker}, {@code embedded} or {@code auto};
 * {@code pulltriage.kafka-image} names the image. With {@code auto}, a container that does not
 * start, mostly because its image cannot be had, is no reason to fail: it says nothing about
 * PullTriage, and the broker in this process can do the same. A warning tells of it. Who wants to
 * be sure of containers says {@code docker}, and then it is a failure.
 */
final class TestBrokers {

  /** Of this process. */
  static final TestBrokers OF_PROCESS =
      new TestBrokers(
          Wanted.ofProcess(),
          KafkaContainers::isThereAnEngine,
          new KafkaContainers(),
          () -> TestBroker.embedded(EmbeddedKafkaOptions.temporary()),
          LoggerFactory.getLogger(TestBrokers.class)::warn);

  private final Wanted wanted;
  private final BooleanSupplier engine;
  private final Source containers;
  private final Source embedded;
  private final Consumer<String> warning;
  private @Nullable Source chosen;

  /**
   * Chooses.
   *
   * @param engine whether a Docker engine seems to be there
   * @param warning hears why there are no containers though there is an engine
   */
  TestBrokers(
      Wanted wanted,
      BooleanSupplier engine,
      Source containers,
      Source embedded,
      Consumer<String> warning) {
    this.wanted = wanted;
    this.engine = engine;
    this.containers = containers;
    this.embedded = embedded;
    this.warning = warning;
  }

  /** Which kind is wanted. */
  enum Wanted {
    DOCKER,
    EMBEDDED,
    AUTO;

    /** As the property says. */
    static Wanted ofProcess() {
      return named(System.getProperty("pulltriage.kafka", "auto"));
    }

    static Wanted named(String name) {
      for (Wanted wanted : values()) {
        if (wanted.name().toLowerCase(Locale.ROOT).equals(name)) {
          return wanted;
        }
      }
      throw new IllegalArgumentException(
          "pulltriage.kafka is docker, embedded or auto, not " + name);
    }
  }

  /** A kind of brokers. */
  interface Source {

    /**
     * Starts one.
     *
     * @throws RuntimeException if it does not start
     */
    TestBroker start();
  }

  /**
   * Starts one.
   *
   * @throws IllegalStateException if only containers are wanted, and there is none
   */
  synchronized TestBroker start() {
    Source source = chosen;
    return source == null ? startFirst() : source.start();
  }

  private TestBroker startFirst() {
    if (wanted == Wanted.DOCKER || (wanted == Wanted.AUTO && engine.getAsBoolean())) {
      try {
        return startFirst(containers);
      } catch (RuntimeException e) {
        if (wanted == Wanted.DOCKER) {
          throw new IllegalStateException("pulltriage.kafka is docker, but " + why(e), e);
        }
        warning.accept("Kafka is started in this process, for in Docker it cannot be: " + why(e));
      }
    }
    return startFirst(embedded);
  }

  private TestBroker startFirst(Source source) {
    TestBroker first = source.start();
    chosen = source;
    return first;
  }

  /** The deepest cause has what the engine said; those above it say what was tried. */
  private static String why(Throwable error) {
    Throwable deepest = error;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String said = deepest == error ? "" : ": " + String.valueOf(deepest.getMessage()).strip();
    return error.getMessage() + said;
  }
}
