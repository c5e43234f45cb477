package io.pulltriage.producer.capture;

import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/** A folder in which a test writes captures. */
abstract class CaptureTesting {

  static final Instant START = Instant.parse("2026-03-04T05:06:00Z");
  static final String MARK =
      "{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"Pod\",\"metadata\":{\"resourceVersion\":\"%d\","
          + "\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}}}}";
  static final String GONE =
      "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410,\"reason\":\"Expired\","
          + "\"message\":\"too old resource version\"}}";

  @TempDir Path folder = Path.of("");

  /** As text, for records cannot be compared otherwise; an event may come again. */
  static List<String> withoutRepeatedEvents(Captures captures) {
    return captures.publications().stream()
        .filter(publication -> publication.kind() != Kind.CLUSTER)
        .map(
            publication ->
                publication.kind() + publication.key() + publication.time() + publication.value())
        .distinct()
        .sorted()
        .toList();
  }

  static Instant at(int second) {
    return START.plusSeconds(second);
  }

  static PodJson failing(String name, long version, int second) {
    return PodJson.of("web", "h", name, at(0))
        .waiting("ImagePullBackOff", "x")
        .changed(at(second), version);
  }

  static PodJson running(String name, long version, int second) {
    return PodJson.of("web", "h", name, at(0)).running(at(second)).changed(at(second), version);
  }

  static String event(String pod, String uid, long version, int second) {
    return """
    {"type":"ADDED","object":{"kind":"Event","apiVersion":"v1","metadata":{"name":"%2$s","uid":"%2$s","resourceVersion":"%3$d","creationTimestamp":"%4$s"},"involvedObject":{"kind":"Pod","namespace":"shop","name":"%1$s","uid":"uid-%1$s"},"reason":"Failed","message":"m","lastTimestamp":"%4$s"}}\
    """
        .formatted(pod, uid, version, at(second));
  }

  void write(String name, String... lines) throws IOException {
    Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  static List<String> names(Captures captures) {
    return captures
        .values(Kind.POD, PodSnapshot.class)
        .map(PodSnapshot::getName)
        .distinct()
        .sorted()
        .toList();
  }

  static Map<String, PodGone> gone(Captures captures) {
    Map<String, PodGone> gone = new TreeMap<>();
    captures
        .values(Kind.POD, PodSnapshot.class)
        .forEach(pod -> pod.getGone().ifPresent(how -> gone.put(pod.getName(), how)));
    return gone;
  }
}
