package io.pulltriage.testkit;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ContainerState;
import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Successor;
import io.pulltriage.schemas.Termination;
import io.pulltriage.schemas.Workload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes a {@link PodSnapshot}: the first pod of a Deployment, on no node yet, unless told
 * otherwise. Naming a container again changes its state, so that one maker can follow a pod through
 * its life. The pod's UID follows from its cluster, namespace and name.
 */
public final class Pods {

  /** When a pod was seen, unless told otherwise. */
  public static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05Z");

  private static final String TEMPLATE_HASH = "6d4cf56db6";

  private final PodSnapshot.Builder pod;
  private final Map<String, ContainerSnapshot.Builder> containers = new LinkedHashMap<>();
  private String image;

  private Pods(String cluster, String namespace, String deployment, String phase) {
    image = "ghcr.io/team/" + deployment + ":1.4.2";
    pod =
        PodSnapshot.newBuilder()
            .setCluster(cluster)
            .setNamespace(namespace)
            .setWorkload(new Workload("Deployment", deployment))
            .setPhase(phase)
            .setServiceAccount("default")
            .setCreatedAt(LONG_AGO)
            .setObservedAt(LONG_AGO);
    replica(1);
  }

  /** A pod of a Deployment that has not come to run. */
  public static Pods failing(String cluster, String namespace, String deployment) {
    return new Pods(cluster, namespace, deployment, "Pending");
  }

  /** A pod of a Deployment that runs or has run. */
  public static Pods started(String cluster, String namespace, String deployment) {
    return new Pods(cluster, namespace, deployment, "Running");
  }

  /** Another pod of the same Deployment, with a name and UID of its own. */
  public Pods replica(int number) {
    return named(pod.getWorkload().getName() + "-" + TEMPLATE_HASH + "-pod" + number);
  }

  /** With a name, and the UID that goes with it. */
  public Pods named(String name) {
    String identity = String.join("/", pod.getCluster(), pod.getNamespace(), name);
    UUID uid = UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
    pod.setName(name).setUid(uid.toString());
    return this;
  }

  /** Of another owner than a Deployment. */
  public Pods ownedBy(String kind, String name) {
    pod.setWorkload(new Workload(kind, name));
    return this;
  }

  /** Asking for an image in every container named from here on. */
  public Pods image(String reference) {
    image = reference;
    return this;
  }

  /** With a container that waits. */
  public Pods waiting(String container, String reason, String message) {
    state(container, ContainerState.WAITING).setWaitingReason(reason).setWaitingMessage(message);
    return this;
  }

  /** With a container that has been running since then. */
  public Pods running(String container, Instant since) {
    state(container, ContainerState.RUNNING)
        .setRunningSince(since)
        .setReady(true)
        .setImageId(imageId());
    return this;
  }

  /** With a container that ended. */
  public Pods terminated(String container, String reason, int exitCode) {
    state(container, ContainerState.TERMINATED)
        .setTerminated(ended(reason, exitCode))
        .setImageId(imageId());
    return this;
  }

  /** With a container that waits to be restarted after it ended so often. */
  public Pods crashLooping(String container, String reason, int exitCode, int restarts) {
    String message = "back-off 5m0s restarting failed container=" + container;
    state(container, ContainerState.WAITING)
        .setWaitingReason("CrashLoopBackOff")
        .setWaitingMessage(message)
        .setLastTermination(ended(reason, exitCode))
        .setRestartCount(restarts)
        .setImageId(imageId());
    return this;
  }

  /** Naming environment variables in the container. */
  public Pods environment(String container, String... names) {
    container(container).setEnvironmentNames(List.of(names));
    return this;
  }

  /** With a pull policy in the container. */
  public Pods pullPolicy(String container, String policy) {
    container(container).setImagePullPolicy(policy);
    return this;
  }

  /** Bound to a node. */
  public Pods on(String node) {
    pod.setNode(node);
    return this;
  }

  /** Referring to pull secrets. */
  public Pods pullSecrets(String... names) {
    pod.setPullSecretNames(List.of(names));
    return this;
  }

  /** Seen at a time. */
  public Pods at(Instant time) {
    pod.setObservedAt(time);
    return this;
  }

  /** As the pod's nth shape; otherwise the first, which is 0. */
  public Pods revision(long revision) {
    pod.setRevision(revision);
    return this;
  }

  /** Gone at a time, with those in its place, if any. */
  public Pods gone(Instant time, Successor... successors) {
    pod.setObservedAt(time).setGone(new PodGone(time, Arrays.asList(successors)));
    return this;
  }

  /** The record. The maker may go on to make the pod's next shape. */
  public PodSnapshot build() {
    List<ContainerSnapshot> built =
        containers.values().stream().map(ContainerSnapshot.Builder::build).toList();
    return pod.setContainers(built).build();
  }

  private ContainerSnapshot.Builder container(String name) {
    return containers.computeIfAbsent(
        name,
        missing ->
            ContainerSnapshot.newBuilder()
                .setName(missing)
                .setImage(image)
                .setImagePullPolicy("IfNotPresent"));
  }

  /** Sets the state and forgets what belonged to the one before. */
  private ContainerSnapshot.Builder state(String name, ContainerState state) {
    return container(name)
        .setImage(image)
        .setState(state)
        .setWaitingReason(null)
        .setWaitingMessage(null)
        .setRunningSince(null)
        .setTerminated(null)
        .setReady(false);
  }

  private String imageId() {
    UUID digest = UUID.nameUUIDFromBytes(image.getBytes(StandardCharsets.UTF_8));
    return "sha256:" + digest.toString().replace("-", "").repeat(2);
  }

  private Termination ended(String reason, int exitCode) {
    return Termination.newBuilder()
        .setReason(reason)
        .setExitCode(exitCode)
        .setStartedAt(pod.getCreatedAt())
        .setFinishedAt(pod.getObservedAt())
        .build();
  }
}
