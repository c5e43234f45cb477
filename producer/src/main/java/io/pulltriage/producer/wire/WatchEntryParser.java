package io.pulltriage.producer.wire;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.pulltriage.producer.translate.EventTranslation;
import io.pulltriage.producer.translate.NodeTranslation;
import io.pulltriage.producer.translate.PodObservation;
import io.pulltriage.producer.translate.PodTranslation;
import io.pulltriage.producer.translate.TranslationException;
import io.pulltriage.producer.wire.WatchEntry.Change;
import io.pulltriage.schemas.ContainerState;
import io.pulltriage.schemas.NodeSnapshot;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a watch event as the API server sends it. Thread-safe. */
public final class WatchEntryParser {

  /** An object written again this soon after its creation may still come from a live watch. */
  private static final Duration YOUNG = Duration.ofSeconds(2);

  private static final int GONE = 410;
  private static final Set<String> GONE_REASONS = Set.of("Gone", "Expired");
  private static final String END_OF_LIST = "k8s.io/initial-events-end";

  /** How {@code events.k8s.io} names what core events have. */
  private static final Map<String, String> EVENT_FIELDS =
      Map.of(
          "regarding", "involvedObject",
          "note", "message",
          "deprecatedCount", "count",
          "deprecatedFirstTimestamp", "firstTimestamp",
          "deprecatedLastTimestamp", "lastTimestamp",
          "deprecatedSource", "source",
          "reportingController", "reportingComponent");

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String cluster;
  private final StreamKind kind;

  /** A parser for one stream of a cluster. */
  public WatchEntryParser(String cluster, StreamKind kind) {
    this.cluster = cluster;
    this.kind = kind;
  }

  /** The line is no watch event of this stream; the message says why. */
  public static final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean garbage;

    BadLineException(String message, boolean garbage) {
      super(message);
      this.garbage = garbage;
    }

    /** Whether no API server would send this; otherwise only the object cannot be used. */
    public boolean isGarbage() {
      return garbage;
    }
  }

  /**
   * Reads one line.
   *
   * @throws BadLineException when it cannot be used
   */
  public WatchEntry parse(byte[] line) throws BadLineException {
    try {
      JsonNode entry = JSON.readTree(line);
      if (!(entry.get("object") instanceof ObjectNode object)) {
        throw new BadLineException("no watch event: it has no object", true);
      }
      return parse(entry.path("type").asText(), object);
    } catch (JsonParseException e) {
      throw new BadLineException("not readable: " + e.getOriginalMessage(), true);
    } catch (JsonProcessingException e) {
      throw new BadLineException("not readable: " + e.getOriginalMessage(), false);
    } catch (IOException e) {
      throw new BadLineException("not readable: " + e.getMessage(), true);
    } catch (TranslationException e) {
      throw new BadLineException(String.valueOf(e.getMessage()), false);
    }
  }

  /**
   * Reads an object of a list, as if a watch had added it.
   *
   * @throws BadLineException when it cannot be used
   */
  public WatchEntry.Changed listed(ObjectNode object) throws BadLineException {
    try {
      return changed(Change.ADDED, object);
    } catch (JsonProcessingException e) {
      throw new BadLineException("not readable: " + e.getOriginalMessage(), false);
    } catch (TranslationException e) {
      throw new BadLineException(String.valueOf(e.getMessage()), false);
    }
  }

  private WatchEntry parse(String type, ObjectNode object)
      throws BadLineException, JsonProcessingException {
    return switch (type) {
      case "ADDED" -> changed(Change.ADDED, object);
      case "MODIFIED" -> changed(Change.MODIFIED, object);
      case "DELETED" -> changed(Change.DELETED, object);
      case "BOOKMARK" ->
          new WatchEntry.Bookmark(
              version(object),
              object.at("/metadata/annotations").path(END_OF_LIST).asText().equals("true"));
      case "ERROR" ->
          new WatchEntry.Failed(
              object.path("code").asInt() == GONE
                  || GONE_REASONS.contains(object.path("reason").asText()),
              object.path("message").asText());
      case "" -> throw new BadLineException("no watch event: it has no type", true);
      default -> throw new BadLineException("unknown type of watch event: " + type, true);
    };
  }

  private WatchEntry.Changed changed(Change change, ObjectNode object)
      throws BadLineException, JsonProcessingException {
    String actual = object.path("kind").asText(kind.objectKind);
    if (!actual.equals(kind.objectKind)) {
      throw new BadLineException("a " + actual + " in a stream of " + kind.fileName, true);
    }
    dropBulk(object);
    return switch (kind) {
      case PODS -> pod(change, object);
      case NODES -> node(change, object);
      case EVENTS -> event(change, object);
    };
  }

  /** Most of an object is the list of who manages which field; only the times are of use. */
  private static void dropBulk(ObjectNode object) {
    if (object.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove("annotations");
      metadata
          .path("managedFields")
          .forEach(
              manager -> {
                if (manager instanceof ObjectNode fields) {
                  fields.remove("fieldsV1");
                }
              });
    }
  }

  private WatchEntry.Changed pod(Change change, ObjectNode object) throws JsonProcessingException {
    PodObservation pod = PodTranslation.translate(cluster, JSON.treeToValue(object, Pod.class));
    boolean hasStatus =
        pod.snapshot().getContainers().stream()
            .anyMatch(container -> container.getState() != ContainerState.UNKNOWN);
    Instant time = pod.snapshot().getObservedAt();
    return new WatchEntry.Changed(
        change,
        pod.snapshot().getUid(),
        version(object),
        known(time),
        hasStatus || isAged(object, time),
        change == Change.DELETED ? new Fact.PodDeleted(pod) : new Fact.PodSeen(pod));
  }

  private WatchEntry.Changed node(Change change, ObjectNode object) throws JsonProcessingException {
    NodeSnapshot node = NodeTranslation.translate(cluster, JSON.treeToValue(object, Node.class));
    return new WatchEntry.Changed(
        change,
        node.getName(),
        version(object),
        known(node.getObservedAt()),
        isAged(object, node.getObservedAt()),
        change == Change.DELETED ? new Fact.NodeDeleted(node.getName()) : new Fact.NodeSeen(node));
  }

  private WatchEntry.Changed event(Change change, ObjectNode object)
      throws JsonProcessingException {
    if (object.path("apiVersion").asText().startsWith("events.k8s.io/")) {
      EVENT_FIELDS.forEach(
          (name, coreName) -> {
            JsonNode value = object.remove(name);
            if (value != null) {
              object.set(coreName, value);
            }
          });
    }
    Event event = JSON.treeToValue(object, Event.class);
    EventTranslation.Result result = EventTranslation.translate(cluster, event);
    Instant time = EventTranslation.recordedAt(event);
    return new WatchEntry.Changed(
        change,
        event.getMetadata().getUid(),
        version(object),
        known(time),
        isAged(object, time),
        change == Change.DELETED ? new Fact.EventExpired() : fact(result));
  }

  private static Fact fact(EventTranslation.Result event) {
    if (event instanceof EventTranslation.Relevant relevant) {
      return new Fact.EventSeen(relevant.event());
    }
    return new Fact.EventSkipped(((EventTranslation.Skipped) event).reason());
  }

  private static long version(ObjectNode object) {
    String version = object.at("/metadata/resourceVersion").asText();
    return version.matches("\\d{1,18}") ? Long.parseLong(version) : WatchEntry.UNKNOWN_VERSION;
  }

  private static @Nullable Instant known(Instant time) {
    return time.equals(Instant.EPOCH) ? null : time;
  }

  private static boolean isAged(ObjectNode object, Instant time) {
    try {
      Instant created =
          OffsetDateTime.parse(object.at("/metadata/creationTimestamp").asText()).toInstant();
      return time.isAfter(created.plus(YOUNG));
    } catch (DateTimeException e) {
      return false;
    }
  }
}
