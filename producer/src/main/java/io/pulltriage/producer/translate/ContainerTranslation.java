package io.pulltriage.producer.translate;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ContainerState;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.Termination;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns one container of a pod, and its status where it has one, into what may be published. */
final class ContainerTranslation {

  private ContainerTranslation() {}

  static ContainerSnapshot translate(
      Container container,
      ContainerType type,
      @Nullable List<ContainerStatus> statuses,
      ServerTime time) {
    return withStatus(
        asked(container.getName(), type, container.getImage(), container.getImagePullPolicy())
            .setEnvironmentNames(names(container.getEnv()))
            .setEnvironmentFrom(isPresent(container.getEnvFrom())),
        statuses,
        time);
  }

  static ContainerSnapshot translate(
      EphemeralContainer container, @Nullable List<ContainerStatus> statuses, ServerTime time) {
    return withStatus(
        asked(
                container.getName(),
                ContainerType.EPHEMERAL_CONTAINER,
                container.getImage(),
                container.getImagePullPolicy())
            .setEnvironmentNames(names(container.getEnv()))
            .setEnvironmentFrom(isPresent(container.getEnvFrom())),
        statuses,
        time);
  }

  private static ContainerSnapshot.Builder asked(
      @Nullable String name,
      ContainerType type,
      @Nullable String image,
      @Nullable String imagePullPolicy) {
    return ContainerSnapshot.newBuilder()
        .setName(requireNonNullElse(name, ""))
        .setType(type)
        .setImage(PublicText.orEmpty(image))
        .setImagePullPolicy(requireNonNullElse(imagePullPolicy, ""));
  }

  private static ContainerSnapshot withStatus(
      ContainerSnapshot.Builder container,
      @Nullable List<ContainerStatus> statuses,
      ServerTime time) {
    ContainerStatus status = named(container.getName(), statuses);
    if (status == null) {
      return container.build();
    }
    container
        .setReady(Boolean.TRUE.equals(status.getReady()))
        .setRestartCount(requireNonNullElse(status.getRestartCount(), 0))
        .setImageId(PublicText.orEmpty(status.getImageID()));
    if (status.getLastState() != null) {
      container.setLastTermination(termination(status.getLastState().getTerminated(), time));
    }
    return withState(container, status.getState(), time).build();
  }

  private static ContainerSnapshot.Builder withState(
      ContainerSnapshot.Builder container,
      io.fabric8.kubernetes.api.model.@Nullable ContainerState state,
      ServerTime time) {
    if (state == null) {
      return container;
    }
    if (state.getRunning() != null) {
      return container
          .setState(ContainerState.RUNNING)
          .setRunningSince(time.bounded(Timestamps.parse(state.getRunning().getStartedAt())));
    }
    if (state.getTerminated() != null) {
      return container
          .setState(ContainerState.TERMINATED)
          .setTerminated(termination(state.getTerminated(), time));
    }
    // The API's default for a container without any state is waiting.
    ContainerStateWaiting waiting =
        requireNonNullElse(state.getWaiting(), new ContainerStateWaiting());
    return container
        .setState(ContainerState.WAITING)
        .setWaitingReason(PublicText.orNull(waiting.getReason()))
        .setWaitingMessage(PublicText.orNull(waiting.getMessage()));
  }

  private static @Nullable Termination termination(
      @Nullable ContainerStateTerminated terminated, ServerTime time) {
    if (terminated == null) {
      return null;
    }
    return Termination.newBuilder()
        .setReason(PublicText.orEmpty(terminated.getReason()))
        .setExitCode(requireNonNullElse(terminated.getExitCode(), 0))
        .setSignal(requireNonNullElse(terminated.getSignal(), 0))
        .setMessage(PublicText.orNull(terminated.getMessage()))
        .setStartedAt(time.bounded(Timestamps.parse(terminated.getStartedAt())))
        .setFinishedAt(time.bounded(Timestamps.parse(terminated.getFinishedAt())))
        .build();
  }

  private static @Nullable ContainerStatus named(
      String name, @Nullable List<ContainerStatus> statuses) {
    if (statuses == null) {
      return null;
    }
    return statuses.stream()
        .filter(status -> name.equals(status.getName()))
        .findFirst()
        .orElse(null);
  }

  private static List<String> names(@Nullable List<EnvVar> variables) {
    if (variables == null) {
      return List.of();
    }
    return variables.stream().map(EnvVar::getName).filter(Objects::nonNull).toList();
  }

  private static boolean isPresent(@Nullable List<EnvFromSource> sources) {
    return sources != null && !sources.isEmpty();
  }
}
