package io.pulltriage.producer.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Pod;
import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ContainerState;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.ImageVolume;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Termination;
import io.pulltriage.schemas.Workload;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodTranslationTest {

  private static final String POD =
      """
      {"metadata":{"name":"web-1","namespace":"shop","uid":"u1","resourceVersion":"42",
        "creationTimestamp":"2026-01-02T03:04:05Z",
        "annotations":{"note":"S3cr3t"},
        "managedFields":[{"time":"2026-01-02T03:04:06Z"},{"time":"2026-01-02T03:05:00Z","subresource":"status"},{}]},
       "spec":{"nodeName":"n1","serviceAccountName":"robot",
        "imagePullSecrets":[{"name":"regcred"},{}],
        "initContainers":[{"name":"init","image":"busybox"}],
        "containers":[
          {"name":"app","image":"team/app:1","imagePullPolicy":"Always",
           "env":[{"name":"PASSWORD","value":"S3cr3t"},{"name":"EULA","valueFrom":{"secretKeyRef":{"name":"S3cr3t","key":"k"}}}],
           "envFrom":[{"secretRef":{"name":"S3cr3t"}}]},
          {"name":"sidecar","image":"team/sidecar:2","command":["run","--token=S3cr3t"]}],
        "ephemeralContainers":[{"name":"debugger","image":"busybox:1"}]},
       "status":{"phase":"Running",
        "initContainerStatuses":[{"name":"init","image":"docker.io/library/busybox:latest","imageID":"sha256:1","restartCount":0,"ready":true,
          "state":{"terminated":{"exitCode":0,"reason":"Completed","startedAt":"1970-01-01T00:00:00Z","finishedAt":"2026-01-02T03:04:10Z"}}}],
        "containerStatuses":[
          {"name":"sidecar","image":"x","state":{"waiting":{"reason":"ImagePullBackOff","message":"Get https://me:S3cr3t@r.example/v2/: 401"}}},
          {"name":"app","image":"x","imageID":"sha256:2","ready":true,"restartCount":3,
           "state":{"running":{"startedAt":"2026-01-02T03:04:30.5Z"}},
           "lastState":{"terminated":{"exitCode":1,"signal":9,"reason":"Error","message":"token=S3cr3t","finishedAt":"2026-01-02T03:04:29Z"}}}],
        "ephemeralContainerStatuses":[{"name":"debugger","state":{}}]}}
      """;

  @Test
  void shouldListContainersInTheSpecsOrderWithWhatTheirStatusSays() throws Exception {
    List<ContainerSnapshot> containers = translate(POD).getContainers();

    assertThat(containers)
        .extracting(ContainerSnapshot::getName)
        .containsExactly("init", "app", "sidecar", "debugger");
    assertThat(containers)
        .extracting(ContainerSnapshot::getType)
        .containsExactly(
            ContainerType.INIT_CONTAINER,
            ContainerType.CONTAINER,
            ContainerType.CONTAINER,
            ContainerType.EPHEMERAL_CONTAINER);
    assertThat(containers)
        .extracting(ContainerSnapshot::getState)
        .containsExactly(
            ContainerState.TERMINATED,
            ContainerState.RUNNING,
            ContainerState.WAITING,
            ContainerState.WAITING);
    assertThat(containers.get(0).getTerminated().orElseThrow().getStartedAt()).isEmpty();
    assertThat(containers.get(0).getImage()).isEqualTo("busybox");
  }

  @Test
  void shouldTellHowAContainerRunsAndRan() throws Exception {
    ContainerSnapshot app = translate(POD).getContainers().get(1);

    assertThat(app.getImage()).isEqualTo("team/app:1");
    assertThat(app.getImagePullPolicy()).isEqualTo("Always");
    assertThat(app.getImageId()).isEqualTo("sha256:2");
    assertThat(app.getReady()).isTrue();
    assertThat(app.getRestartCount()).isEqualTo(3);
    assertThat(app.getRunningSince()).contains(Instant.parse("2026-01-02T03:04:30.5Z"));
    Termination last = app.getLastTermination().orElseThrow();
    assertThat(last.getExitCode()).isEqualTo(1);
    assertThat(last.getSignal()).isEqualTo(9);
    assertThat(last.getMessage()).contains("token=***");
  }

  @Test
  void shouldTellNamesAndNothingElseOfWhatIsSecret() throws Exception {
    PodSnapshot pod = translate(POD);

    assertThat(pod.getContainers().get(1).getEnvironmentNames())
        .containsExactly("PASSWORD", "EULA");
    assertThat(pod.getContainers().get(1).getEnvironmentFrom()).isTrue();
    assertThat(pod.getContainers().get(2).getEnvironmentFrom()).isFalse();
    assertThat(pod.getPullSecretNames()).containsExactly("regcred");
    assertThat(pod.toString()).doesNotContain("S3cr3t");
  }

  @Test
  void shouldTellWhoAndWhenItIs() throws Exception {
    PodSnapshot pod = translate(POD);

    assertThat(pod.getCluster()).isEqualTo("prod");
    assertThat(pod.getNamespace()).isEqualTo("shop");
    assertThat(pod.getUid()).isEqualTo("u1");
    assertThat(pod.getWorkload()).isEqualTo(new Workload("Pod", "web-1"));
    assertThat(pod.getNode()).contains("n1");
    assertThat(pod.getServiceAccount()).isEqualTo("robot");
    assertThat(pod.getResourceVersion()).isEqualTo("42");
    assertThat(pod.getCreatedAt()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(pod.getObservedAt()).isEqualTo("2026-01-02T03:05:00Z");
    assertThat(pod.getDeletionAt()).isEmpty();
  }

  @Test
  void shouldReadTheTimeFromTheStatusWhereNoFieldIsManaged() throws Exception {
    assertThat(translate(POD.replace("managedFields", "unmanaged")).getObservedAt())
        .isEqualTo("2026-01-02T03:04:30.500Z");
  }

  @Test
  void shouldTellWhenDeletionWasAskedForRatherThanWhenItIsDue() throws Exception {
    PodSnapshot pod =
        translate(
            POD.replace(
                "\"resourceVersion\"",
                "\"deletionTimestamp\":\"2026-01-02T03:06:30Z\",\"deletionGracePeriodSeconds\":30,\"resourceVersion\""));

    assertThat(pod.getDeletionAt()).contains(Instant.parse("2026-01-02T03:06:00Z"));
    assertThat(pod.getObservedAt()).isEqualTo("2026-01-02T03:06:00Z");
  }

  @Test
  void shouldNotBelieveANodesClockThatIsAheadOfTheApiServer() throws Exception {
    PodSnapshot pod =
        translate(
            POD.replace("03:04:30.5Z", "05:04:30Z")
                .replace(
                    "\"finishedAt\":\"2026-01-02T03:04:29Z\"",
                    "\"finishedAt\":\"2026-01-02T05:04:29Z\""));
    ContainerSnapshot app = pod.getContainers().get(1);

    assertThat(pod.getObservedAt()).isEqualTo("2026-01-02T03:05:00Z");
    assertThat(app.getRunningSince()).contains(pod.getObservedAt());
    assertThat(app.getLastTermination().flatMap(Termination::getFinishedAt))
        .contains(pod.getObservedAt());
  }

  @Test
  void shouldNameVolumesThatAreImagesAndWhoMountsThem() throws Exception {
    PodSnapshot pod =
        translate(
            """
            {"metadata":{"name":"serve","namespace":"ml","uid":"u"},
             "spec":{
              "volumes":[
               {"name":"secrets","secret":{"secretName":"s"}},
               {"name":"model","image":{"reference":"quay.io/ml/model:1","pullPolicy":"IfNotPresent"}},
               {"name":"unused","image":{"reference":"quay.io/ml/other:1"}}],
              "initContainers":[{"name":"warm","image":"a","volumeMounts":[{"name":"model","mountPath":"/m"}]}],
              "containers":[
               {"name":"log","image":"b","volumeMounts":[{"name":"secrets","mountPath":"/s"}]},
               {"name":"server","image":"c","volumeMounts":[{"name":"secrets","mountPath":"/s"},{"name":"model","mountPath":"/m"}]}]}}
            """);

    assertThat(pod.getImageVolumes())
        .containsExactly(
            new ImageVolume(
                "model", "quay.io/ml/model:1", "IfNotPresent", List.of("warm", "server")),
            new ImageVolume("unused", "quay.io/ml/other:1", "", List.of()));
    assertThat(translate(POD).getImageVolumes()).isEmpty();
  }

  @Test
  void shouldTellWhichStaticPodAPodMirrors() throws Exception {
    String mirror =
        POD.replace(
            "\"annotations\":{", "\"annotations\":{\"kubernetes.io/config.mirror\":\"4f2a\",");

    assertThat(observe(mirror).mirrorOf()).isEqualTo("4f2a");
    assertThat(observe(POD).mirrorOf()).isNull();
  }

  @Test
  void shouldTellTheLastWordsOfACrashLoopMaskedAndCut() throws Exception {
    String words = "panic: ".repeat(1000) + "cannot log in with password=S3cr3t";
    PodSnapshot pod =
        translate(
            """
            {"metadata":{"name":"p","namespace":"n","uid":"u"},
             "spec":{"containers":[{"name":"c","image":"x"}]},
             "status":{"containerStatuses":[{"name":"c","restartCount":4,
              "state":{"waiting":{"reason":"CrashLoopBackOff","message":"back-off 1m20s"}},
              "lastState":{"terminated":{"exitCode":2,"reason":"Error","message":"%s"}}}]}}
            """
                .formatted(words));

    String told =
        pod.getContainers()
            .get(0)
            .getLastTermination()
            .flatMap(Termination::getMessage)
            .orElseThrow();
    assertThat(told)
        .startsWith("panic: ")
        .endsWith("cannot log in with password=***")
        .hasSizeLessThanOrEqualTo(PublicText.MAX_LENGTH);
  }

  @Test
  void shouldReadAPodThatHasNothingYet() throws Exception {
    PodSnapshot pod =
        translate(
            """
            {"metadata":{"name":"p","namespace":"n","uid":"u","creationTimestamp":"2026-01-02T03:04:05Z"},
             "spec":{"containers":[{"name":"c"}]}}
            """);

    assertThat(pod.getNode()).isEmpty();
    assertThat(pod.getContainers().get(0).getState()).isEqualTo(ContainerState.UNKNOWN);
    assertThat(pod.getContainers().get(0).getImage()).isEmpty();
    assertThat(pod.getObservedAt()).isEqualTo(pod.getCreatedAt());
  }

  @Test
  void shouldTellAnEvictedPodFromOneThatFailed() throws Exception {
    String failed = POD.replace("\"phase\":\"Running\"", "\"phase\":\"Failed\"");
    String evicted = failed.replace("\"phase\"", "\"reason\":\"Evicted\",\"phase\"");

    assertThat(observe(failed).ended()).isFalse();
    assertThat(observe(evicted).ended()).isTrue();
  }

  @Test
  void shouldRefuseAPodWithoutAUid() {
    assertThatThrownBy(() -> translate("{\"metadata\":{\"name\":\"web-1\"}}"))
        .isInstanceOf(TranslationException.class)
        .hasMessage("the Pod web-1 has no uid");
    assertThatThrownBy(() -> translate("{}")).isInstanceOf(TranslationException.class);
  }

  private static PodSnapshot translate(String json) throws JsonProcessingException {
    return observe(json).snapshot();
  }

  private static PodObservation observe(String json) throws JsonProcessingException {
    return PodTranslation.translate("prod", PodJson.JSON.readValue(json, Pod.class));
  }
}
