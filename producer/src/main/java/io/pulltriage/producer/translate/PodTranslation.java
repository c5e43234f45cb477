package io.pulltriage.producer.translate;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.PodSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a pod into what may be published of it. Pure. */
public final class PodTranslation {

  /**
   * The one annotation that is read. The kubelet shows a static pod as a mirror pod, and keeps in
   * this annotation of it the UID that it gave to the static pod, a hash of its configuration: that
   * UID is in the pod's events.
   */
  public static final String MIRROR_ANNOTATION = "kubernetes.io/config.mirror";

  private PodTranslation() {}

  /**
   * Translates a pod.
   *
   * @throws TranslationException when it has no name or UID
   */
  public static PodObservation translate(String cluster, Pod pod) {
    ObjectMeta metadata = Metadata.of(pod);
    PodSpec spec = requireNonNullElse(pod.getSpec(), new PodSpec());
    PodStatus status = requireNonNullElse(pod.getStatus(), new PodStatus());
    Instant observedAt = observedAt(metadata, status);
    List<ContainerSnapshot> containers = containers(spec, status, ServerTime.of(metadata));
    PodSnapshot snapshot =
        PodSnapshot.newBuilder()
            .setCluster(cluster)
            .setNamespace(requireNonNullElse(metadata.getNamespace(), ""))
            .setName(metadata.getName())
            .setUid(metadata.getUid())
            .setWorkload(WorkloadNaming.of(metadata))
            .setNode(emptyToNull(spec.getNodeName()))
            .setPhase(requireNonNullElse(status.getPhase(), ""))
            .setContainers(containers)
            .setPullSecretNames(pullSecretNames(spec))
            .setServiceAccount(requireNonNullElse(spec.getServiceAccountName(), ""))
            .setCreatedAt(requireNonNullElse(Timestamps.created(metadata), observedAt))
            .setDeletionAt(Timestamps.deletionAsked(metadata))
            .setObservedAt(observedAt)
            .setResourceVersion(requireNonNullElse(metadata.getResourceVersion(), ""))
            .setImageVolumes(ImageVolumes.of(spec))
            .build();
    return new PodObservation(snapshot, endedFromOutside(status), mirrorOf(metadata));
  }

  /** A pod whose containers failed by themselves has no reason of its own. */
  private static boolean endedFromOutside(PodStatus status) {
    return "Failed".equals(status.getPhase()) && emptyToNull(status.getReason()) != null;
  }

  private static @Nullable String mirrorOf(ObjectMeta metadata) {
    return metadata.getAnnotations() == null
        ? null
        : emptyToNull(metadata.getAnnotations().get(MIRROR_ANNOTATION));
  }

  private static List<ContainerSnapshot> containers(
      PodSpec spec, PodStatus status, ServerTime time) {
    List<ContainerSnapshot> containers = new ArrayList<>();
    for (Container container : nullToEmpty(spec.getInitContainers())) {
      containers.add(
          ContainerTranslation.translate(
              container, ContainerType.INIT_CONTAINER, status.getInitContainerStatuses(), time));
    }
    for (Container container : nullToEmpty(spec.getContainers())) {
      containers.add(
          ContainerTranslation.translate(
              container, ContainerType.CONTAINER, status.getContainerStatuses(), time));
    }
    for (EphemeralContainer container : nullToEmpty(spec.getEphemeralContainers())) {
      containers.add(
          ContainerTranslation.translate(container, status.getEphemeralContainerStatuses(), time));
    }
    return containers;
  }

  private static List<String> pullSecretNames(PodSpec spec) {
    return nullToEmpty(spec.getImagePullSecrets()).stream()
        .map(LocalObjectReference::getName)
        .filter(Objects::nonNull)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /**
   * The newest managed field tells, but neither a request for deletion nor a recording without
   * managed fields leaves a trace in them.
   */
  private static Instant observedAt(ObjectMeta metadata, PodStatus status) {
    Instant managed = Timestamps.managed(metadata);
    Stream<@Nullable Instant> others =
        managed != null
            ? Stream.of(managed)
            : Stream.of(
                    nullToEmpty(status.getConditions()).stream()
                        .map(PodCondition::getLastTransitionTime),
                    Stream.of(status.getStartTime(), metadata.getCreationTimestamp()),
                    containerTimes(status.getInitContainerStatuses()),
                    containerTimes(status.getContainerStatuses()),
                    containerTimes(status.getEphemeralContainerStatuses()))
                .flatMap(times -> times)
                .map(Timestamps::parse);
    Instant newest =
        Timestamps.newest(Stream.concat(others, Stream.of(Timestamps.deletionAsked(metadata))));
    return requireNonNullElse(newest, Instant.EPOCH);
  }

  private static Stream<@Nullable String> containerTimes(@Nullable List<ContainerStatus> statuses) {
    return nullToEmpty(statuses).stream()
        .flatMap(status -> Stream.of(status.getState(), status.getLastState()))
        .filter(Objects::nonNull)
        .flatMap(PodTranslation::stateTimes);
  }

  private static Stream<@Nullable String> stateTimes(ContainerState state) {
    return Stream.of(
        state.getRunning() == null ? null : state.getRunning().getStartedAt(),
        state.getTerminated() == null ? null : state.getTerminated().getFinishedAt());
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static <T> List<T> nullToEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
