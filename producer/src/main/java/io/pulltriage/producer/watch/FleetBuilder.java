package io.pulltriage.producer.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.background.BackgroundFailures;
import io.pulltriage.producer.cluster.ClusterDirectory;
import io.pulltriage.producer.config.LeaseConfig;
import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.producer.deliver.Delivery;
import io.pulltriage.producer.publish.Restored;
import io.pulltriage.settings.ConfigException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Puts a fleet together with the threads that all its clusters share. */
public final class FleetBuilder {

  private FleetBuilder() {}

  /**
   * A fleet and what it runs on, which is to be closed after it.
   *
   * @param fleet the fleet
   * @param holding what it holds against other replicas
   * @param connections its connections
   * @param pool its threads
   */
  public record Built(
      Fleet fleet, Fleet.Holding holding, ApiConnections connections, ExecutorService pool)
      implements AutoCloseable {

    @Override
    public void close() {
      holding.close();
      connections.close();
      pool.shutdownNow();
    }
  }

  /** A fleet that watches nothing yet. */
  public static Built build(
      ProducerConfig config,
      ClusterDirectory directory,
      Function<Set<String>, Map<String, Restored>> readBack,
      Delivery delivery,
      Clock clock,
      MeterRegistry registry) {
    ExecutorService pool = pool(config.watch().threads());
    ApiConnections connections = new ApiConnections(config.watch(), pool);
    Fleet.Holding holding = holding(config.leases());
    Surroundings around =
        new Surroundings(
            config.watch(),
            clock,
            pool,
            new BackgroundFailures("clusters", registry),
            new ListGate(config.watch().concurrentLists()),
            connections,
            delivery::hasRoom);
    Fleet fleet =
        new Fleet(directory, holding, readBack, around, config.publish(), delivery, registry);
    return new Built(fleet, holding, connections, pool);
  }

  private static Fleet.Holding holding(LeaseConfig config) {
    try {
      return config.enabled() ? new Leases(config) : Fleet.Holding.all();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of("leases: " + e.getMessage()));
    }
  }

  static ExecutorService pool(int threads) {
    int size = threads > 0 ? threads : 2 * Runtime.getRuntime().availableProcessors();
    return Executors.newFixedThreadPool(
        size,
        task -> {
          Thread thread = new Thread(task, "clusters");
          thread.setDaemon(true);
          return thread;
        });
  }
}
