package io.pulltriage.streams.api;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pulltriage.classifier.Contexts;
import io.pulltriage.schemas.Incident;
import io.pulltriage.streams.alert.kafka.AlertService;
import io.pulltriage.streams.alert.kafka.AlertSource;
import io.pulltriage.streams.config.ApiConfig;
import io.pulltriage.streams.ops.Analyzer;
import io.pulltriage.streams.service.ServedAnalyzer;
import io.pulltriage.streams.testing.Captures;
import io.pulltriage.streams.testing.Installation;
import io.pulltriage.streams.topology.Knowledge;
import io.pulltriage.testkit.KafkaFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The bundled capture, analyzed by the real topology on a real broker, to be served as a test
 * likes. One for all test classes of a run.
 */
public final class ServedCapture implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stage.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(Stage.class, type -> new Stage(), Stage.class);
  }

  /** The analyzed capture. */
  public static final class Stage implements AutoCloseable {

    private final KafkaFixture kafka = KafkaFixture.start();
    private final Installation installation = Installation.on(kafka, "served");
    private final Analyzer analyzer;

    Stage() {
      installation.publish(Captures.publications(Captures.TWO_CLUSTERS));
      try {
        analyzer = installation.analyzer(Files.createTempDirectory("served"));
        analyzer.start();
        installation.awaitProcessed(analyzer);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** What was found. */
    public List<Incident> incidents() {
      return analyzer.readModel().incidents();
    }

    /** Serves it to this machine. */
    public ServedAnalyzer serve() throws IOException {
      return serve(ApiConfig.defaults().onPort(0), Map.of());
    }

    /** Serves it. */
    public ServedAnalyzer serve(ApiConfig config, Map<String, String> environment)
        throws IOException {
      return serve(Optional.empty(), config, environment);
    }

    /** What may be told of it. */
    public AlertSource source(String applicationId) {
      return new AlertSource(
          analyzer.readModel(),
          installation.topics(),
          applicationId,
          installation.clients(),
          false,
          Contexts.named());
    }

    /** Serves it with what tells of it. */
    public ServedAnalyzer serve(
        Optional<AlertService> alerts, ApiConfig config, Map<String, String> environment)
        throws IOException {
      return new ServedAnalyzer(
          analyzer,
          Knowledge.bundled(),
          alerts,
          new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
          config,
          environment);
    }

    /** Writes to the incidents topic what the analyzer did not find. */
    public void send(Incident... incidents) {
      kafka.send(
          kafka.serdes().incident(),
          Arrays.stream(incidents)
              .map(one -> new ProducerRecord<>(installation.topics().incidents(), one.getId(), one))
              .toList());
    }

    @Override
    public void close() {
      analyzer.close();
      kafka.close();
    }
  }
}
