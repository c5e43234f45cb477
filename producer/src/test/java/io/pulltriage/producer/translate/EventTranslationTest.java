package io.pulltriage.producer.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Event;
import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.PodEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTranslationTest {

  private static final String EVENT =
      """
      {"metadata":{"name":"web-1.1","namespace":"shop","uid":"e1","resourceVersion":"9","creationTimestamp":"2026-01-02T03:04:05Z",
         "managedFields":[{"time":"2026-01-02T03:07:01Z"}]},
       "involvedObject":{"kind":"Pod","namespace":"shop","name":"web-1","uid":"u1","fieldPath":"spec.containers{app}"},
       "reason":"Failed","message":"Failed to pull image \\"x\\": Get https://me:S3cr3t@r.example/: 401","type":"Warning",
       "source":{"component":"kubelet","host":"n1"},
       "firstTimestamp":"2026-01-02T03:04:04Z","lastTimestamp":"2026-01-02T03:07:00Z","count":4,
       "eventTime":null,"reportingComponent":"kubelet","reportingInstance":"n1"}
      """;

  @Test
  void shouldTellWhatTheApiServerTold() throws Exception {
    PodEvent event = relevant(read(EVENT));

    assertThat(event.getPodUid()).isEqualTo("u1");
    assertThat(event.getPodName()).isEqualTo("web-1");
    assertThat(event.getNamespace()).isEqualTo("shop");
    assertThat(event.getEventUid()).isEqualTo("e1");
    assertThat(event.getCount()).isEqualTo(4);
    assertThat(event.getType()).isEqualTo("Warning");
    assertThat(event.getNode()).contains("n1");
    assertThat(event.getFirstSeen()).isEqualTo("2026-01-02T03:04:04Z");
    assertThat(event.getLastSeen()).isEqualTo("2026-01-02T03:07:00Z");
    assertThat(event.getMessage())
        .isEqualTo("Failed to pull image \"x\": Get https://***@r.example/: 401");
  }

  @Test
  void shouldReadASeriesOfTheNewerApi() throws Exception {
    ObjectNode json = read(EVENT.replace("03:07:01Z", "03:08:00Z"));
    json.remove("firstTimestamp");
    json.remove("lastTimestamp");
    json.remove("count");
    json.remove("source");
    json.put("eventTime", "2026-01-02T03:04:04.123456Z");
    json.set(
        "series",
        PodJson.read("{\"count\":7,\"lastObservedTime\":\"2026-01-02T03:08:00.654321Z\"}"));
    PodEvent event = relevant(json);

    assertThat(event.getCount()).isEqualTo(7);
    assertThat(event.getFirstSeen()).isEqualTo("2026-01-02T03:04:04.123Z");
    assertThat(event.getLastSeen()).isEqualTo("2026-01-02T03:08:00.654Z");
    assertThat(event.getNode()).contains("n1");
  }

  @Test
  void shouldFallBackToTheTimeOfCreation() throws Exception {
    ObjectNode json = read(EVENT);
    json.remove("firstTimestamp");
    json.remove("lastTimestamp");
    json.remove("count");
    PodEvent event = relevant(json);

    assertThat(event.getCount()).isEqualTo(1);
    assertThat(event.getFirstSeen()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(event.getLastSeen()).isEqualTo(event.getFirstSeen());
  }

  @Test
  void shouldTellWhenTheApiServerHeardOfIt() throws Exception {
    ObjectNode unmanaged = read(EVENT);
    ((ObjectNode) unmanaged.get("metadata")).remove("managedFields");

    assertThat(EventTranslation.recordedAt(event(read(EVENT))))
        .isEqualTo(Instant.parse("2026-01-02T03:07:01Z"));
    assertThat(EventTranslation.recordedAt(event(unmanaged)))
        .isEqualTo(Instant.parse("2026-01-02T03:07:00Z"));
  }

  @Test
  void shouldNotBelieveANodesClockThatIsAheadOfTheApiServer() throws Exception {
    PodEvent ahead =
        relevant(
            read(
                EVENT
                    .replace(
                        "\"firstTimestamp\":\"2026-01-02T03:",
                        "\"firstTimestamp\":\"2026-01-02T05:")
                    .replace(
                        "\"lastTimestamp\":\"2026-01-02T03:",
                        "\"lastTimestamp\":\"2026-01-02T05:")));

    assertThat(ahead.getLastSeen()).as("managed").isEqualTo("2026-01-02T03:07:01Z");
    assertThat(ahead.getFirstSeen()).as("created").isEqualTo("2026-01-02T03:04:05Z");
  }

  @Test
  void shouldTakeAnEventThatNamesItsPodWithoutAUid() throws Exception {
    ObjectNode json = read(EVENT);
    ((ObjectNode) json.get("involvedObject")).remove("uid");

    assertThat(relevant(json).getPodUid()).isEmpty();
    assertThat(relevant(json).getPodName()).isEqualTo("web-1");
  }

  @ParameterizedTest
  @CsvSource({
    "spec.containers{app}, CONTAINER, app",
    "spec.initContainers{setup}, INIT_CONTAINER, setup",
    "spec.ephemeralContainers{debug}, EPHEMERAL_CONTAINER, debug",
    "spec.containers[0], UNKNOWN,",
    "'', UNKNOWN,",
  })
  void shouldReadTheContainerFromTheFieldPath(
      String path, ContainerType type, @Nullable String container) throws Exception {
    ObjectNode json = read(EVENT);
    ((ObjectNode) json.get("involvedObject")).put("fieldPath", path);

    assertThat(relevant(json).getContainerType()).isEqualTo(type);
    assertThat(relevant(json).getContainer().orElse(null)).isEqualTo(container);
  }

  @ParameterizedTest
  @CsvSource({
    "Pulling, Pulling image x, true",
    "Pulled, Successfully pulled image x, true",
    "BackOff, Back-off restarting failed container, true",
    "InspectFailed, Failed to apply default image tag, true",
    "ErrImageNeverPull, Container image x is not present, true",
    "FailedToRetrieveImagePullSecret, Unable to retrieve some image pull secrets, true",
    "FailedCreatePodSandBox, failed to get sandbox image x, true",
    "FailedCreatePodSandBox, failed to setup network for sandbox, false",
    "FailedCreatePodSandBox, The container operating system does not match the host, true",
    "FailedSync, Error syncing pod: ErrImagePull: image x, true",
    "FailedSync, Error syncing pod, false",
    "FailedScheduling, 0/3 nodes are available, false",
    "FailedMount, no such image volume, false",
    "Unhealthy, connection refused, false",
    "Created, Created container app, false",
  })
  void shouldTakeEventsAboutImagesAndStartsOnly(String reason, String message, boolean relevant)
      throws Exception {
    ObjectNode json = read(EVENT).put("reason", reason).put("message", message);

    assertThat(EventTranslation.translate("prod", event(json)))
        .isInstanceOf(relevant ? EventTranslation.Relevant.class : EventTranslation.Skipped.class);
  }

  @Test
  void shouldSkipEventsAboutOtherThings() throws Exception {
    ObjectNode json = read(EVENT);
    ((ObjectNode) json.get("involvedObject")).put("kind", "Node");

    assertThat(EventTranslation.translate("prod", event(json)))
        .isEqualTo(new EventTranslation.Skipped("Failed"));
  }

  private static ObjectNode read(String json) {
    return PodJson.read(json);
  }

  private static Event event(ObjectNode json) throws JsonProcessingException {
    return PodJson.JSON.treeToValue(json, Event.class);
  }

  private static PodEvent relevant(ObjectNode json) throws JsonProcessingException {
    return ((EventTranslation.Relevant) EventTranslation.translate("prod", event(json))).event();
  }
}
