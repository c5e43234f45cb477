package io.pulltriage.testkit;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes a {@link PodEvent} about a pod: about its first container, seen once and when the pod was,
 * unless told otherwise. The event's UID follows from the pod, the reason and the message, as the
 * same event returns with a higher count.
 */
public final class Events {

  private final PodEvent.Builder event;
  private final PodSnapshot pod;

  private Events(PodSnapshot pod, String reason, String message) {
    this.pod = pod;
    String identity = String.join("/", pod.getUid(), reason, message);
    event =
        PodEvent.newBuilder()
            .setCluster(pod.getCluster())
            .setNamespace(pod.getNamespace())
            .setPodName(pod.getName())
            .setPodUid(pod.getUid())
            .setEventUid(
                UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString())
            .setReason(reason)
            .setMessage(message)
            .setNode(pod.getNode().orElse(null))
            .setFirstSeen(pod.getObservedAt())
            .setLastSeen(pod.getObservedAt());
    pod.getContainers().stream().findFirst().ifPresent(this::about);
  }

  /** A {@code Warning}, such as {@code Failed}. */
  public static Events warning(PodSnapshot pod, String reason, String message) {
    return new Events(pod, reason, message).type("Warning");
  }

  /**
   * A {@code Normal} event, such as {@code Pulling}, {@code Pulled} and a pull's {@code BackOff}.
   */
  public static Events normal(PodSnapshot pod, String reason, String message) {
    return new Events(pod, reason, message);
  }

  /** About another of the pod's containers. */
  public Events container(String name) {
    about(
        pod.getContainers().stream()
            .filter(container -> container.getName().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("the pod has no container " + name)));
    return this;
  }

  /** About the pod as a whole. */
  public Events wholePod() {
    event.setContainer(null).setContainerType(ContainerType.UNKNOWN);
    return this;
  }

  /** With another UID. */
  public Events uid(String uid) {
    event.setEventUid(uid);
    return this;
  }

  /** Happened so often by now. */
  public Events count(int count) {
    event.setCount(count);
    return this;
  }

  /** First seen then, no matter when last. */
  public Events since(Instant time) {
    event.setFirstSeen(time);
    return this;
  }

  /** Last seen then; first too, if it happened once. */
  public Events at(Instant time) {
    event.setLastSeen(time);
    if (event.getCount() == 1) {
      event.setFirstSeen(time);
    }
    return this;
  }

  /** The record. */
  public PodEvent build() {
    return event.build();
  }

  private Events type(String type) {
    event.setType(type);
    return this;
  }

  private void about(ContainerSnapshot container) {
    event.setContainer(container.getName()).setContainerType(container.getType());
  }
}
