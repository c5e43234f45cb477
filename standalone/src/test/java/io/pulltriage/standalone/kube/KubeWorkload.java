package io.pulltriage.standalone.kube;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * What a kubelet and the controllers would write through the API, in one namespace on one node. The
 * pods are of Deployments. Not thread-safe.
 */
final class KubeWorkload {

  static final String NAMESPACE = "shop";
  static final String NODE = "n1";
  private static final String HASH = "6d4cf56db6";
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final KubernetesClient client;

  private KubeWorkload(KubernetesClient client, boolean isNew) {
    this.client = client;
    if (isNew) {
      prepare();
    }
  }

  /** Makes the namespace and the node. */
  KubeWorkload(KubernetesClient client) {
    this(client, true);
  }

  /** The same over another connection. */
  KubeWorkload through(KubernetesClient other) {
    return new KubeWorkload(other, false);
  }

  private void prepare() {
    client
        .namespaces()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    client
        .nodes()
        .resource(
            new NodeBuilder()
                .withNewMetadata()
                .withName(NODE)
                .addToLabels("topology.kubernetes.io/zone", "z1")
                .addToLabels("kubernetes.io/arch", "amd64")
                .addToLabels("kubernetes.io/os", "linux")
                .endMetadata()
                .build())
        .create();
  }

  /** A pod that cannot pull its image, by its status; the events are told apart. */
  Pod failing(String deployment, String image) {
    Pod pod = create(deployment, image);
    return status(
        pod,
        "Pending",
        new ContainerStateBuilder()
            .withNewWaiting()
            .withReason("ImagePullBackOff")
            .withMessage("Back-off pulling image \"" + image + "\"")
            .endWaiting()
            .build());
  }

  Pod running(String deployment, String image) {
    return runs(create(deployment, image));
  }

  /** The pod's container runs from now on. */
  Pod runs(Pod pod) {
    return status(
        pod,
        "Running",
        new ContainerStateBuilder()
            .withNewRunning()
            .withStartedAt(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
            .endRunning()
            .build());
  }

  /** What the kubelet says of a pull that failed, as core/v1 has it. */
  void event(Pod pod, String reason, String message, int count) {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    client
        .v1()
        .events()
        .inNamespace(NAMESPACE)
        .resource(
            new EventBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName() + "." + UUID.randomUUID())
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withInvolvedObject(about(pod))
                .withReason(reason)
                .withMessage(message)
                .withType(reason.equals("Failed") ? "Warning" : "Normal")
                .withCount(count)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withNewSource()
                .withComponent("kubelet")
                .withHost(NODE)
                .endSource()
                .build())
        .create();
  }

  /** The same as events.k8s.io/v1 has it. */
  void newStyleEvent(Pod pod, String reason, String message) {
    client
        .events()
        .v1()
        .events()
        .inNamespace(NAMESPACE)
        .resource(
            new io.fabric8.kubernetes.api.model.events.v1.EventBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName() + "." + UUID.randomUUID())
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withRegarding(about(pod))
                .withReason(reason)
                .withAction("Pulling")
                .withNote(message)
                .withType("Warning")
                .withEventTime(new MicroTime(MICROS.format(Instant.now())))
                .withReportingController("kubelet")
                .withReportingInstance(NODE)
                .build())
        .create();
  }

  /** Removes the pod at once, as a kubelet does in the end. */
  void delete(Pod pod) {
    var unused =
        client
            .pods()
            .inNamespace(NAMESPACE)
            .withName(pod.getMetadata().getName())
            .withGracePeriod(0)
            .delete();
  }

  private Pod create(String deployment, String image) {
    String name = UUID.randomUUID().toString().substring(0, 5);
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(deployment + "-" + HASH + "-" + name)
                .addToLabels("pod-template-hash", HASH)
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind("ReplicaSet")
                .withName(deployment + "-" + HASH)
                .withUid(UUID.randomUUID().toString())
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .withNodeName(NODE)
                .addNewContainer()
                .withName("app")
                .withImage(image)
                .endContainer()
                .endSpec()
                .build())
        .create();
  }

  private Pod status(Pod pod, String phase, ContainerState state) {
    String image = pod.getSpec().getContainers().get(0).getImage();
    boolean runs = state.getRunning() != null;
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withName(pod.getMetadata().getName())
        .editStatus(
            now ->
                new PodBuilder(now)
                    .withStatus(
                        new PodStatusBuilder()
                            .withPhase(phase)
                            .addNewContainerStatus()
                            .withName("app")
                            .withImage(image)
                            .withImageID(runs ? "sha256:" + "ab".repeat(32) : "")
                            .withReady(runs)
                            .withRestartCount(0)
                            .withState(state)
                            .endContainerStatus()
                            .build())
                    .build());
  }

  private static ObjectReference about(Pod pod) {
    return new ObjectReferenceBuilder()
        .withKind("Pod")
        .withApiVersion("v1")
        .withNamespace(NAMESPACE)
        .withName(pod.getMetadata().getName())
        .withUid(pod.getMetadata().getUid())
        .withFieldPath("spec.containers{app}")
        .build();
  }
}
