package io.pulltriage.testkit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/**
 * Brokers in containers, set as the one in this process is. The image is that of the property
 * {@code pulltriage.kafka-image}, otherwise Kafka's own of the version of its clients here.
 * Testcontainers removes what a process leaves behind, by a container of its own. Thread-safe.
 */
final class KafkaContainers implements TestBrokers.Source {

  private static final String OFFICIAL = "apache/kafka";
  private static final DockerImageName IMAGE =
      DockerImageName.parse(
              System.getProperty(
                  "pulltriage.kafka-image", OFFICIAL + ':' + AppInfoParser.getVersion()))
          .asCompatibleSubstituteFor(OFFICIAL);
  private static final long PULL_MINUTES = 5;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
          "KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "1");

  /**
   * Whether there is an address of an engine. Testcontainers looks for one at many places, slowly
   * and loudly, and should not where there is none.
   */
  static boolean isThereAnEngine() {
    String home = System.getProperty("user.home");
    String runtime = System.getenv().getOrDefault("XDG_RUNTIME_DIR", home);
    return System.getenv("DOCKER_HOST") != null
        || Files.exists(Path.of(home, ".testcontainers.properties"))
        || Stream.of(
                Path.of("/var/run/docker.sock"),
                Path.of(runtime, "docker.sock"),
                Path.of(home, ".docker", "run", "docker.sock"),
                Path.of(home, ".docker", "desktop", "docker.sock"))
            .anyMatch(Files::exists);
  }

  @Override
  public TestBroker start() {
    requireImage();
    KafkaContainer container = new KafkaContainer(IMAGE).withEnv(SETTINGS);
    container.start();
    return new TestBroker() {
      @Override
      public String bootstrapServers() {
        return container.getBootstrapServers();
      }

      @Override
      public void close() {
        container.stop();
      }
    };
  }

  /**
   * Has the engine fetch the image if it does not have it, once: Testcontainers would go on trying
   * for minutes when the engine knows already that it cannot.
   */
  private static void requireImage() {
    String name = ImageNameSubstitutor.instance().apply(IMAGE).asCanonicalNameString();
    try (DockerClient engine =
        DockerClientProviderStrategy.getClientForConfig(
            DockerClientFactory.instance().getTransportConfig())) {
      if (!hasImage(engine, name)) {
        pull(engine, name);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the engine cannot be left", e);
    }
  }

  private static boolean hasImage(DockerClient engine, String name) {
    try {
      return engine.inspectImageCmd(name).exec() != null;
    } catch (NotFoundException e) {
      return false;
    }
  }

  private static void pull(DockerClient engine, String name) {
    ResultCallback.Adapter<PullResponseItem> pull = engine.pullImageCmd(name).start();
    try {
      if (!pull.awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException(
            "the image %s did not come within %d minutes".formatted(name, PULL_MINUTES));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the image " + name + " came", e);
    } catch (RuntimeException e) {
      throw new IllegalStateException("the image " + name + " cannot be had", e);
    }
  }
}
