package io.pulltriage.producer.wire;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
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
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a watch event as the API server sends it. Thread-safe. */
public final class WatchEntryParser {

  /** An object written again this soon after its creation may still come from a live watch. */
  private static final Duration YOUNG = Duration.ofSeconds(2);

  private static final int GONE = 410;
  private static final Set<String> GONE_REASONS = Set.of("Gone", "Expired");
  private static final String END_OF_LIST = "k8s.io/initial-events-end";

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private static final JsonMapper JSON = ApiObjects.mapper();
  private static final ObjectReader PODS = JSON.readerFor(Pod.class);
  private static final ObjectReader NODES = JSON.readerFor(Node.class);
  private static final ObjectReader EVENTS = JSON.readerFor(Event.class);

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
    try (JsonParser parser = JSON.createParser(line)) {
      try {
        WatchEntry entry = entry(parser);
        readToEnd(parser);
        return entry;
      } catch (JsonMappingException | TranslationException e) {
        // Whether that is only a bad object or no JSON at all, the rest of the line tells.
        readToEnd(parser);
        throw e;
      }
    } catch (IOException | TranslationException e) {
      throw bad(e);
    }
  }

  /**
   * Reads an object of a list, as if a watch had added it.
   *
   * @param parser stands at the beginning of the object, and at its end when that could be used
   * @throws BadLineException when it cannot be used
   */
  public WatchEntry.Changed listed(JsonParser parser) throws BadLineException {
    try {
      return changed(Change.ADDED, parser);
    } catch (IOException | TranslationException e) {
      throw bad(e);
    }
  }

  private WatchEntry entry(JsonParser parser) throws BadLineException, IOException {
    String type = "";
    WatchEntry entry = null;
    JsonNode early = null;
    if (parser.nextToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (field.equals("type")) {
          type = parser.getValueAsString("");
        } else if (!field.equals("object") || value != JsonToken.START_OBJECT) {
          parser.skipChildren();
        } else if (type.isEmpty()) {
          early = JSON.readTree(parser);
        } else {
          entry = object(type, parser);
        }
      }
    }
    if (entry == null && early != null) {
      JsonParser again = JSON.treeAsTokens(early);
      again.nextToken();
      entry = object(type, again);
    }
    if (entry == null) {
      throw new BadLineException("no watch event: it has no object", true);
    }
    return entry;
  }

  private WatchEntry object(String type, JsonParser parser) throws BadLineException, IOException {
    return switch (type) {
      case "ADDED" -> changed(Change.ADDED, parser);
      case "MODIFIED" -> changed(Change.MODIFIED, parser);
      case "DELETED" -> changed(Change.DELETED, parser);
      case "BOOKMARK" -> bookmark(JSON.readTree(parser));
      case "ERROR" -> failed(JSON.readTree(parser));
      case "" -> throw new BadLineException("no watch event: it has no type", true);
      default -> throw new BadLineException("unknown type of watch event: " + type, true);
    };
  }

  private static WatchEntry bookmark(JsonNode object) {
    return new WatchEntry.Bookmark(
        version(object.at("/metadata/resourceVersion").asText()),
        object.at("/metadata/annotations").path(END_OF_LIST).asText().equals("true"));
  }

  private static WatchEntry failed(JsonNode status) {
    return new WatchEntry.Failed(
        status.path("code").asInt() == GONE
            || GONE_REASONS.contains(status.path("reason").asText()),
        status.path("message").asText());
  }

  private WatchEntry.Changed changed(Change change, JsonParser parser)
      throws BadLineException, IOException {
    return switch (kind) {
      case PODS -> pod(change, checked(PODS.readValue(parser)));
      case NODES -> node(change, checked(NODES.readValue(parser)));
      case EVENTS -> event(change, checked(EVENTS.readValue(parser)));
    };
  }

  private <T extends HasMetadata> T checked(T object) throws BadLineException {
    String actual = object.getKind();
    if (actual != null && !actual.equals(kind.objectKind)) {
      throw new BadLineException("a " + actual + " in a stream of " + kind.fileName, true);
    }
    return object;
  }

  private WatchEntry.Changed pod(Change change, Pod object) {
    PodObservation pod = PodTranslation.translate(cluster, object);
    boolean hasStatus =
        pod.snapshot().getContainers().stream()
            .anyMatch(container -> container.getState() != ContainerState.UNKNOWN);
    Instant time = pod.snapshot().getObservedAt();
    return new WatchEntry.Changed(
        change,
        pod.snapshot().getUid(),
        version(object.getMetadata().getResourceVersion()),
        known(time),
        hasStatus || isAged(object, time),
        change == Change.DELETED ? new Fact.PodDeleted(pod) : new Fact.PodSeen(pod));
  }

  private WatchEntry.Changed node(Change change, Node object) {
    NodeSnapshot node = NodeTranslation.translate(cluster, object);
    return new WatchEntry.Changed(
        change,
        node.getName(),
        version(object.getMetadata().getResourceVersion()),
        known(node.getObservedAt()),
        isAged(object, node.getObservedAt()),
        change == Change.DELETED ? new Fact.NodeDeleted(node.getName()) : new Fact.NodeSeen(node));
  }

  private WatchEntry.Changed event(Change change, Event event) {
    EventTranslation.Result result = EventTranslation.translate(cluster, event);
    Instant time = EventTranslation.recordedAt(event);
    return new WatchEntry.Changed(
        change,
        event.getMetadata().getUid(),
        version(event.getMetadata().getResourceVersion()),
        known(time),
        isAged(event, time),
        change == Change.DELETED ? new Fact.EventExpired() : fact(result));
  }

  private static void readToEnd(JsonParser parser) throws BadLineException, IOException {
    boolean more = true;
    while (more && !parser.getParsingContext().inRoot()) {
      more = parser.nextToken() != null;
    }
    if (parser.nextToken() != null) {
      throw new BadLineException("not readable: more than one value", true);
    }
  }

  private static BadLineException bad(Exception error) {
    if (error instanceof TranslationException) {
      return new BadLineException(String.valueOf(error.getMessage()), false);
    }
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof JsonParseException broken) {
        return new BadLineException("not readable: " + broken.getOriginalMessage(), true);
      }
    }
    return error instanceof JsonMappingException unfit
        ? new BadLineException("not readable: " + unfit.getOriginalMessage(), false)
        : new BadLineException("not readable: " + error.getMessage(), true);
  }

  private static Fact fact(EventTranslation.Result event) {
    if (event instanceof EventTranslation.Relevant relevant) {
      return new Fact.EventSeen(relevant.event());
    }
    return new Fact.EventSkipped(((EventTranslation.Skipped) event).reason());
  }

  private static long version(@Nullable String version) {
    return version != null && NUMBER.matcher(version).matches()
        ? Long.parseLong(version)
        : WatchEntry.UNKNOWN_VERSION;
  }

  private static @Nullable Instant known(Instant time) {
    return time.equals(Instant.EPOCH) ? null : time;
  }

  private static boolean isAged(HasMetadata object, Instant time) {
    String created = object.getMetadata().getCreationTimestamp();
    try {
      return created != null && time.isAfter(OffsetDateTime.parse(created).toInstant().plus(YOUNG));
    } catch (DateTimeException e) {
      return false;
    }
  }
}
