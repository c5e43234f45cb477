package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Termination;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Pods;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Pods whose image does not come, and changes to them that few tests need. */
public final class Shapes {

  static final Instant T0 = Pods.LONG_AGO;
  static final String IMAGE = "ghcr.io/team/api:1.4.22";
  static final String NOT_FOUND =
      "rpc error: code = NotFound desc = failed to pull and unpack image \"%1$s\": failed to resolve"
          + " reference \"%1$s\": %1$s: not found";
  static final String BACK_OFF = "Back-off pulling image \"" + IMAGE + '"';

  private Shapes() {}

  /** A pod on a node, so many seconds after {@link #T0}. */
  static Pods barePod(String image, int second) {
    return Pods.failing("lab-a", "shop", "api")
        .image(image)
        .on("a1")
        .at(T0.plusSeconds(second))
        .revision(second);
  }

  /** The same with {@link #IMAGE}, waiting. */
  static PodSnapshot waiting(int second, String reason, String message) {
    return barePod(IMAGE, second).waiting("app", reason, message).build();
  }

  /** An event of a failed pull of {@link #IMAGE}. */
  static PodEvent failed(PodSnapshot pod, String why) {
    return Events.warning(pod, "Failed", "Failed to pull image \"" + IMAGE + "\": " + why).build();
  }

  /** With one container changed. */
  public static PodSnapshot with(
      PodSnapshot pod, String container, UnaryOperator<ContainerSnapshot.Builder> change) {
    return PodSnapshot.newBuilder(pod)
        .setContainers(
            pod.getContainers().stream()
                .map(
                    known ->
                        known.getName().equals(container)
                            ? change.apply(ContainerSnapshot.newBuilder(known)).build()
                            : known)
                .toList())
        .build();
  }

  /** With a container in another of the pod's lists. */
  public static PodSnapshot typed(PodSnapshot pod, String container, ContainerType type) {
    return with(pod, container, builder -> builder.setType(type));
  }

  /** With a container whose newest finished run took from one time to another. */
  public static PodSnapshot ran(PodSnapshot pod, String container, Instant from, Instant to) {
    return with(
        pod,
        container,
        builder -> {
          ContainerSnapshot known = builder.build();
          return known.getTerminated().isPresent()
              ? builder.setTerminated(timed(known.getTerminated().get(), from, to))
              : builder.setLastTermination(
                  timed(known.getLastTermination().orElseThrow(), from, to));
        });
  }

  /** With a container that was restarted so often, and ended like that the time before. */
  public static PodSnapshot restarted(
      PodSnapshot pod, String container, int restarts, String reason, int exitCode) {
    return with(
        pod,
        container,
        builder ->
            builder
                .setRestartCount(restarts)
                .setLastTermination(
                    Termination.newBuilder()
                        .setReason(reason)
                        .setExitCode(exitCode)
                        .setStartedAt(pod.getCreatedAt())
                        .setFinishedAt(pod.getCreatedAt().plusSeconds(1))
                        .build()));
  }

  /** With a container that left a last message. */
  public static PodSnapshot said(PodSnapshot pod, String container, String message) {
    return with(
        pod,
        container,
        builder ->
            builder.setTerminated(
                Termination.newBuilder(builder.build().getTerminated().orElseThrow())
                    .setMessage(message)
                    .build()));
  }

  /** With another phase. */
  public static PodSnapshot phase(PodSnapshot pod, String phase) {
    return PodSnapshot.newBuilder(pod).setPhase(phase).build();
  }

  /** Being deleted. */
  public static PodSnapshot deleting(PodSnapshot pod) {
    return PodSnapshot.newBuilder(pod).setDeletionAt(pod.getObservedAt()).build();
  }

  private static Termination timed(Termination end, Instant from, Instant to) {
    return Termination.newBuilder(end).setStartedAt(from).setFinishedAt(to).build();
  }
}
