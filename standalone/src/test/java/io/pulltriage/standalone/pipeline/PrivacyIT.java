package io.pulltriage.standalone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.producer.cluster.ClusterDirectory;
import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.producer.service.ProducerService;
import io.pulltriage.producer.watch.Recorder;
import io.pulltriage.testkit.FakeApiServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Puts secrets everywhere, and looks for them in all that comes out anywhere. */
class PrivacyIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** What is in all of them, and nowhere else. */
  private static final String SECRET = "S3cr3t";

  /** Credentials as they stand in texts of runtimes and registries. */
  private static final List<String> TEXTS =
      List.of(
          "Get \"https://robot:S3cr3tPw1@registry.example/v2/\": 401",
          "proxyconnect tcp: dial http://me:S3cr3tPw2@proxy:3128: refused",
          "Authorization: Bearer S3cr3tS3cr3tS3cr3t3 rejected",
          "Authorization: Basic S3cr3tdXNlcjpwYXNz4= rejected",
          "https://b.s3.amazonaws.com/x?X-Amz-Credential=AKIAS3cr3t%2F20260101&X-Amz-Date=1: 403",
          "https://b.s3.amazonaws.com/x?X-Amz-Signature=S3cr3t0a0b&X-Amz-Security-Token=S3cr3t9:"
              + " 403",
          "https://x.blob.core.windows.net/y?sv=2019&sr=b&sig=S3cr3t%2Fabc%3D&se=2026: 403",
          "https://storage.googleapis.com/a?X-Goog-Signature=S3cr3t7&X-Goog-Date=2: 403",
          "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJS3cr3tS3cr3t.c2lnbmF0dXJlS3cr3t expired",
          "{\"auths\":{\"r.example\":{\"username\":\"me\",\"password\":\"S3cr3t\",\"auth\":\"S3cr3tbWU=\"}}}",
          "{\"type\":\"service_account\",\"private_key\":\"-----BEGIN PRIVATE KEY-----\\n"
              + "S3cr3tMII\\n"
              + "-----END PRIVATE KEY-----\\n"
              + "\"}",
          "using ya29.S3cr3tS3cr3tS3cr3tS3cr3t and ghp_S3cr3tS3cr3tS3cr3tS3cr3t0123",
          "{\"access_token\":\"S3cr3t\",\"expires_in\":300}",
          "docker login -u robot -p S3cr3tPw r.example: denied",
          "dial robot:S3cr3tPw@proxy:3128: refused",
          "DB_PASS: S3cr3tPw1",
          "POST https://hooks.slack.com/services/T0/B0/S3cr3tabc: 404");

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void shouldLetNoSecretOutAnywhere(@TempDir Path folder) throws Exception {
    ListAppender<ILoggingEvent> logs = new ListAppender<>();
    logs.start();
    Logger ours = (Logger) LoggerFactory.getLogger("io.pulltriage");
    ours.addAppender(logs);
    ours.setLevel(Level.DEBUG);
    try (FakeApiServer api = new FakeApiServer();
        LivePipeline pipeline = new LivePipeline(folder)) {
      // Given
      for (int i = 0; i < TEXTS.size(); i++) {
        api.put("pods", pod(i, TEXTS.get(i)));
        api.put("events", event(i, TEXTS.get(i)));
      }
      pipeline.kubeconfig("private", kubeconfig(api.url()));
      ProducerConfig config = pipeline.config();

      // When
      try (ProducerService producer =
              new ProducerService(config, Clock.systemUTC(), new SimpleMeterRegistry());
          Recorder recorder =
              new Recorder(
                  folder.resolve("recording"),
                  ClusterDirectory.of(config.clusters()).look().clusters().values(),
                  config,
                  Clock.systemUTC())) {
        producer.start();
        await().atMost(PATIENCE).until(() -> pipeline.incidents().size() == TEXTS.size());
        await().atMost(PATIENCE).until(() -> recorder.connected() == 1);
        api.send("pods", "what is no watch: https://u:" + SECRET + "@r.example/x\n");
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    pipeline.statuses("private").stream().anyMatch(s -> s.getError().isPresent()));
        assertThat(producer.troubles().toString()).doesNotContain(SECRET);
      }

      // Then
      for (String topic : topics(pipeline)) {
        for (ConsumerRecord<String, byte[]> record : pipeline.read(topic)) {
          assertThat(text(record)).as(topic).doesNotContain(SECRET);
        }
      }
      assertThat(recorded(folder.resolve("recording"))).hasSize(3).noneMatch(this::isTold);
      assertThat(logs.list).isNotEmpty();
      assertThat(List.copyOf(logs.list).stream().map(PrivacyIT::line)).noneMatch(this::isTold);
    } finally {
      ours.detachAppender(logs);
      ours.setLevel(null);
    }
  }

  private boolean isTold(String text) {
    return text.contains(SECRET);
  }

  private ObjectNode pod(int number, String text) throws IOException {
    ObjectNode pod =
        (ObjectNode)
            json.readTree(
                """
                {"metadata":{"name":"p%1$d","namespace":"shop","uid":"p%1$d",
                  "creationTimestamp":"%2$s",
                  "labels":{"app":"S3cr3t-label"},
                  "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"S3cr3t"},
                  "managedFields":[{"manager":"x","fieldsV1":{"f:S3cr3t":{}}}]},
                 "spec":{"imagePullSecrets":[{"name":"registry"}],
                  "volumes":[{"name":"v","csi":{"driver":"d","volumeAttributes":{"key":"S3cr3t"}}}],
                  "containers":[{"name":"app","image":"me:S3cr3tPw@r.example/team/app:%1$d",
                   "args":["--password=S3cr3t"],"command":["sh","-c","S3cr3t"],
                   "env":[{"name":"PASSWORD","value":"S3cr3t"}],
                   "livenessProbe":{"httpGet":{"path":"/","port":1,
                    "httpHeaders":[{"name":"Authorization","value":"S3cr3t"}]}}}]},
                 "status":{"phase":"Pending","containerStatuses":[{"name":"app",
                  "image":"me:S3cr3tPw@r.example/team/app:%1$d","imageID":"","ready":false,
                  "restartCount":1,"state":{"waiting":{"reason":"ErrImagePull"}},
                  "lastState":{"terminated":{"exitCode":1,"reason":"Error"}}}]}}
                """
                    .formatted(number, Instant.now()));
    ((ObjectNode) pod.at("/status")).put("message", text);
    ((ObjectNode) pod.at("/status/containerStatuses/0/state/waiting")).put("message", text);
    ((ObjectNode) pod.at("/status/containerStatuses/0/lastState/terminated")).put("message", text);
    return pod;
  }

  private ObjectNode event(int number, String text) throws IOException {
    ObjectNode event =
        (ObjectNode)
            json.readTree(
                """
                {"metadata":{"name":"e%1$d","namespace":"shop","uid":"e%1$d",
                  "annotations":{"x":"S3cr3t"}},
                 "involvedObject":{"kind":"Pod","namespace":"shop","name":"p%1$d","uid":"p%1$d",
                  "fieldPath":"spec.containers{app}"},
                 "reason":"Failed","type":"Warning","count":1,"lastTimestamp":"%2$s"}
                """
                    .formatted(number, Instant.now()));
    event.put("message", "Failed to pull image \"r.example/team/app:1\": " + text);
    return event;
  }

  private static String kubeconfig(String url) {
    return """
    current-context: private
    clusters: [{name: c, cluster: {server: "%s"}}]
    users: [{name: u, user: {token: S3cr3tT0ken}}]
    contexts: [{name: private, context: {cluster: c, user: u}}]
    """
        .formatted(url);
  }

  private static Iterable<String> topics(LivePipeline pipeline)
      throws InterruptedException, ExecutionException {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", pipeline.kafka().bootstrapServers()))) {
      return admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    }
  }

  private static String text(ConsumerRecord<String, byte[]> record) {
    StringBuilder text = new StringBuilder(String.valueOf(record.key()));
    if (record.value() != null) {
      text.append(new String(record.value(), StandardCharsets.ISO_8859_1));
    }
    record
        .headers()
        .forEach(header -> text.append(new String(header.value(), StandardCharsets.ISO_8859_1)));
    return text.toString();
  }

  private static List<String> recorded(Path folder) throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
          texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return texts;
  }

  private static String line(ILoggingEvent event) {
    return event.getFormattedMessage()
        + (event.getThrowableProxy() == null ? "" : event.getThrowableProxy().getMessage());
  }
}
