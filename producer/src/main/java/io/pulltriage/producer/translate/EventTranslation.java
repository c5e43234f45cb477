package io.pulltriage.producer.translate;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventSeries;
import io.fabric8.kubernetes.api.model.EventSource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.PodEvent;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns an event into what may be published of it, if it is about a pod's image or start. Pure. */
public final class EventTranslation {

  /**
   * Reasons that kubelets give for a pull or a start. The same in all their sources; {@code
   * FailedSync} told pull failures before Kubernetes 1.8.
   */
  private static final Set<String> REASONS =
      Set.of(
          "Pulling",
          "Pulled",
          "Failed",
          "BackOff",
          "InspectFailed",
          "ErrImageNeverPull",
          "FailedToRetrieveImagePullSecret",
          "FailedCreatePodSandBox",
          "FailedSync");

  /** Reasons that are mostly about something else, such as the network of a sandbox. */
  private static final Set<String> REASONS_IF_ABOUT_IMAGE =
      Set.of("FailedCreatePodSandBox", "FailedSync");

  /** Words of texts about an image; a Windows sandbox may be of another release than its node. */
  private static final Pattern ABOUT_IMAGE =
      Pattern.compile("image|operating system", Pattern.CASE_INSENSITIVE);

  private static final Pattern FIELD_PATH =
      Pattern.compile("spec\\.(containers|initContainers|ephemeralContainers)\\{([^}]+)}");

  private static final int LONGEST_REASON = 128;

  private EventTranslation() {}

  /** What became of an event. */
  public sealed interface Result permits Relevant, Skipped {}

  /**
   * The event is about a pod's image or start.
   *
   * @param event what may be published of it; its pod's UID is as the event tells it, which may be
   *     that of a static pod, or empty
   */
  public record Relevant(PodEvent event) implements Result {}

  /**
   * The event is about something else.
   *
   * @param reason its reason, for counting
   */
  public record Skipped(String reason) implements Result {}

  /**
   * Translates an event.
   *
   * @throws TranslationException when it has no name or UID
   */
  public static Result translate(String cluster, Event event) {
    ObjectMeta metadata = Metadata.of(event);
    String reason = requireNonNullElse(event.getReason(), "");
    String message = requireNonNullElse(event.getMessage(), "");
    ObjectReference about = requireNonNullElse(event.getInvolvedObject(), new ObjectReference());
    boolean named = isPresent(about.getUid()) || isPresent(about.getName());
    if (!"Pod".equals(about.getKind()) || !named || !isRelevant(reason, message)) {
      return new Skipped(shortened(reason));
    }
    ServerTime time = ServerTime.of(metadata);
    Instant told = lastSeen(event);
    Instant lastSeen = requireNonNullElse(time.bounded(told), told);
    PodEvent.Builder translated =
        PodEvent.newBuilder()
            .setCluster(cluster)
            .setNamespace(requireNonNullElse(about.getNamespace(), ""))
            .setPodName(requireNonNullElse(about.getName(), ""))
            .setPodUid(requireNonNullElse(about.getUid(), ""))
            .setEventUid(metadata.getUid())
            .setCount(count(event))
            .setType(requireNonNullElse(event.getType(), "Normal"))
            .setReason(reason)
            .setMessage(PublicText.of(message))
            .setNode(node(event))
            .setFirstSeen(firstSeen(time.boundedStart(oldest(event)), lastSeen))
            .setLastSeen(lastSeen)
            .setResourceVersion(requireNonNullElse(metadata.getResourceVersion(), ""));
    return new Relevant(withContainer(translated, about.getFieldPath()).build());
  }

  /**
   * When the API server last heard of the event; unlike the event's own times it does not depend on
   * the clock of a node.
   */
  public static Instant recordedAt(Event event) {
    Instant managed = event.getMetadata() == null ? null : Timestamps.managed(event.getMetadata());
    return managed == null ? lastSeen(event) : managed;
  }

  private static boolean isPresent(@Nullable String text) {
    return text != null && !text.isEmpty();
  }

  private static boolean isRelevant(String reason, String message) {
    return REASONS.contains(reason)
        && (!REASONS_IF_ABOUT_IMAGE.contains(reason) || ABOUT_IMAGE.matcher(message).find());
  }

  private static PodEvent.Builder withContainer(PodEvent.Builder event, @Nullable String path) {
    Matcher matcher = FIELD_PATH.matcher(path == null ? "" : path);
    if (!matcher.matches()) {
      return event;
    }
    ContainerType type =
        switch (matcher.group(1)) {
          case "initContainers" -> ContainerType.INIT_CONTAINER;
          case "ephemeralContainers" -> ContainerType.EPHEMERAL_CONTAINER;
          default -> ContainerType.CONTAINER;
        };
    return event.setContainerType(type).setContainer(matcher.group(2));
  }

  private static int count(Event event) {
    EventSeries series = event.getSeries();
    int own = requireNonNullElse(event.getCount(), 1);
    int inSeries = series == null || series.getCount() == null ? 1 : series.getCount();
    return Math.max(1, Math.max(own, inSeries));
  }

  private static Instant lastSeen(Event event) {
    EventSeries series = event.getSeries();
    Instant newest =
        Timestamps.newest(
            Stream.of(
                Timestamps.parse(event.getLastTimestamp()),
                series == null ? null : Timestamps.parse(series.getLastObservedTime())));
    return newest == null ? oldest(event) : newest;
  }

  private static Instant firstSeen(Instant first, Instant lastSeen) {
    return first.isAfter(lastSeen) || first.equals(Instant.EPOCH) ? lastSeen : first;
  }

  /** Events of the older API have a first timestamp, those of the newer an event time. */
  private static Instant oldest(Event event) {
    Instant first = Timestamps.parse(event.getFirstTimestamp());
    Instant eventTime = first == null ? Timestamps.parse(event.getEventTime()) : first;
    Instant created =
        eventTime == null && event.getMetadata() != null
            ? Timestamps.created(event.getMetadata())
            : eventTime;
    return requireNonNullElse(created, Instant.EPOCH);
  }

  private static @Nullable String node(Event event) {
    EventSource source = event.getSource();
    String host = source == null ? null : source.getHost();
    if (host != null && !host.isEmpty()) {
      return host;
    }
    String instance = event.getReportingInstance();
    boolean fromKubelet = "kubelet".equals(event.getReportingComponent());
    return fromKubelet && instance != null && !instance.isEmpty() ? instance : null;
  }

  private static String shortened(String reason) {
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
  }
}
