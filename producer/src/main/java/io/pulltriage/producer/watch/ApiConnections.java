package io.pulltriage.producer.watch;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.vertx5.Vertx5HttpClientFactory;
import io.pulltriage.producer.cluster.ClusterAccess;
import io.pulltriage.producer.cluster.ServerNameTrust;
import io.pulltriage.producer.config.WatchConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.Executor;

/**
 * Opens connections to API servers. All share one event loop per processor: with Java's own HTTP
 * client each cluster would have threads of its own. Thread-safe.
 */
public final class ApiConnections implements AutoCloseable {

  private final Vertx vertx;
  private final Executor pool;
  private final int timeoutMillis;

  /**
   * Opens nothing yet.
   *
   * @param pool runs what fabric8's client does beside
   */
  public ApiConnections(WatchConfig config, Executor pool) {
    this.vertx =
        Vertx.vertx(
            new VertxOptions().setEventLoopPoolSize(Runtime.getRuntime().availableProcessors()));
    this.pool = pool;
    this.timeoutMillis = Math.toIntExact(config.requestTimeout().toMillis());
  }

  /**
   * A client with the credentials of this moment, to be closed by the caller.
   *
   * @throws RuntimeException when they cannot be read
   */
  public KubernetesClient client(ClusterAccess access) {
    Config config = access.config().get();
    config.setConnectionTimeout(timeoutMillis);
    config.setRequestTimeout(timeoutMillis);
    // Whether and when to try again is decided here, where it can be told.
    config.setRequestRetryBackoffLimit(0);
    config.setUserAgent("pulltriage");
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new Vertx5HttpClientFactory(vertx))
        .withHttpClientBuilderConsumer(builder -> ServerNameTrust.applyTo(builder, config))
        .withTaskExecutor(pool)
        .build();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
