package io.pulltriage.streams.query;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A field by which lists are filtered. This is the only declaration of filters: REST parameters,
 * options of the command line, the page's addresses and matching are made of it; tests hold the
 * OpenAPI document to it.
 */
public enum Field {
  /** OPEN or RESOLVED. */
  STATUS(
      Kind.CHOICE,
      "Status.",
      IncidentStatus.class,
      incident -> List.of(incident.getStatus().name()),
      outbreak -> List.of(outbreak.getStatus().name())),
  /** PULL or STARTUP. */
  PHASE(
      Kind.CHOICE,
      "Phase that failed.",
      Phase.class,
      incident -> List.of(incident.getPhase().name()),
      null),
  /** Cause of the failure. */
  CAUSE(
      Kind.CHOICE,
      "Cause.",
      Cause.class,
      incident -> List.of(incident.getCause().name()),
      outbreak -> List.of(outbreak.getCause().name())),
  /** Severity of the incident. */
  SEVERITY(
      Kind.CHOICE,
      "Severity.",
      Severity.class,
      incident -> List.of(incident.getSeverity().name()),
      null),
  /** Scope of the outbreak. */
  SCOPE(
      Kind.CHOICE,
      "Scope.",
      OutbreakScope.class,
      null,
      outbreak -> List.of(outbreak.getScope().name())),
  /** Cluster of the incident, clusters of the outbreak. */
  CLUSTER(
      Kind.NAME,
      "Name of the cluster.",
      null,
      incident -> List.of(incident.getCluster()),
      Outbreak::getClusters),
  /** Namespace of the incident. */
  NAMESPACE(Kind.NAME, "Namespace.", null, incident -> List.of(incident.getNamespace()), null),
  /** Workload, matched by its name and by {@code Kind/name}. */
  WORKLOAD(
      Kind.NAME,
      "Workload, as name or Kind/name.",
      null,
      incident ->
          List.of(incident.getWorkload().getKind() + '/' + incident.getWorkload().getName()),
      null),
  /** Image, matched as written, normalized, and without its tag and digest. */
  IMAGE(
      Kind.NAME,
      "Image as in the pod spec, normalized, or registry/repository.",
      null,
      incident -> List.of(imageEntry(incident.getImage())),
      null),
  /** Registry host. */
  REGISTRY(
      Kind.NAME,
      "Host and port of the registry.",
      null,
      incident -> incident.getImage().getRegistry().stream().toList(),
      null),
  /** Node on which the container failed. */
  NODE(Kind.NAME, "Node with a failure.", null, Incident::getNodes, null),
  /** Outbreak that the incident belongs to. */
  OUTBREAK(
      Kind.NAME,
      "Id of the outbreak.",
      null,
      incident -> incident.getOutbreak().stream().toList(),
      null),
  /** Text to be found in the incident. */
  TEXT(
      Kind.TEXT,
      "Text in names, image, cause, title, nodes, pods or messages; case is ignored.",
      null,
      incident -> List.of(),
      null),
  /** Open, or resolved at this time or later. */
  SINCE(
      Kind.TIME,
      "Open then or later: an RFC 3339 time, or an age such as 90m, 24h, 7d.",
      null,
      incident -> List.of(),
      outbreak -> List.of());

  /** What values a field takes. */
  public enum Kind {
    /** Constants of an enum, in any case, several of them between commas. */
    CHOICE,
    /** Names or patterns with {@code *}, several of them between commas. */
    NAME,
    /** One text. */
    TEXT,
    /** One time. */
    TIME
  }

  /** What a list is about. */
  public enum Subject {
    /** Incidents. */
    INCIDENT,
    /** Outbreaks. */
    OUTBREAK,
    /** Clusters. */
    CLUSTER
  }

  private static final char IMAGE_SEPARATOR = '\n';

  private final Kind kind;
  private final String description;
  private final @Nullable Class<? extends Enum<?>> constants;

  @SuppressWarnings("ImmutableEnumChecker") // Functions of accessors alone.
  private final @Nullable Function<Incident, List<String>> ofIncident;

  @SuppressWarnings("ImmutableEnumChecker")
  private final @Nullable Function<Outbreak, List<String>> ofOutbreak;

  Field(
      Kind kind,
      String description,
      @Nullable Class<? extends Enum<?>> constants,
      @Nullable Function<Incident, List<String>> ofIncident,
      @Nullable Function<Outbreak, List<String>> ofOutbreak) {
    this.kind = kind;
    this.description = description;
    this.constants = constants;
    this.ofIncident = ofIncident;
    this.ofOutbreak = ofOutbreak;
  }

  /** Fields that a list can be filtered by, in the order of the documentation. */
  public static List<Field> of(Subject subject) {
    return Stream.of(values()).filter(field -> field.isOf(subject)).toList();
  }

  private boolean isOf(Subject subject) {
    return switch (subject) {
      case INCIDENT -> ofIncident != null;
      case OUTBREAK -> ofOutbreak != null;
      case CLUSTER -> this == CLUSTER;
    };
  }

  /** Name of the REST parameter and of the command line's option. */
  public String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What values it takes. */
  public Kind kind() {
    return kind;
  }

  /** One sentence for the documentation. */
  public String description() {
    return description;
  }

  /** Whether it takes several values between commas. */
  public boolean isList() {
    return kind == Kind.CHOICE || kind == Kind.NAME;
  }

  /** The values of a choice; empty for other kinds. */
  public List<String> choices() {
    return constants == null
        ? List.of()
        : Stream.of(constants.getEnumConstants()).map(Enum::name).toList();
  }

  /** Whether no incident ever changes what it has here. */
  boolean isFixed() {
    return switch (this) {
      case PHASE, CLUSTER, NAMESPACE, WORKLOAD, IMAGE, REGISTRY -> true;
      case STATUS, CAUSE, SEVERITY, SCOPE, NODE, OUTBREAK, TEXT, SINCE -> false;
    };
  }

  /** What a record has here: texts that {@link #isNamed} is asked about. */
  List<String> entries(SpecificRecord subject) {
    if (subject instanceof Incident incident && ofIncident != null) {
      return ofIncident.apply(incident);
    }
    if (subject instanceof Outbreak outbreak && ofOutbreak != null) {
      return ofOutbreak.apply(outbreak);
    }
    if (subject instanceof ClusterStatus status && this == CLUSTER) {
      return List.of(status.getCluster());
    }
    throw new IllegalArgumentException(
        "no " + parameter() + " of " + subject.getSchema().getName());
  }

  /** Whether a pattern describes one of the names that an entry, in UTF-8, stands for. */
  boolean isNamed(byte[] entry, Glob pattern) {
    if (this == IMAGE) {
      return isImage(entry, pattern);
    }
    return pattern.matches(entry, 0, entry.length)
        || (this == WORKLOAD && pattern.matches(entry, indexOf('/', entry, 0) + 1, entry.length));
  }

  /** As written, and behind it the normalized form where that is another. */
  private static String imageEntry(ImageReference image) {
    String normalized = ImageReferences.normalized(image);
    return normalized.equals(image.getReference())
        ? normalized
        : image.getReference() + IMAGE_SEPARATOR + normalized;
  }

  private static boolean isImage(byte[] entry, Glob pattern) {
    if (!pattern.isWithin(entry)) {
      return false;
    }
    int separator = indexOf(IMAGE_SEPARATOR, entry, 0);
    int end = separator < 0 ? entry.length : separator;
    int from = separator + 1;
    return pattern.matches(entry, 0, end)
        || (separator >= 0 && pattern.matches(entry, from, entry.length))
        || (!pattern.takesAnyEnd() && pattern.matches(entry, from, repositoryEnd(entry, from)));
  }

  private static int repositoryEnd(byte[] entry, int from) {
    int at = indexOf('@', entry, from);
    int end = at < 0 ? entry.length : at;
    for (int i = end - 1; i > from && entry[i] != '/'; i--) {
      if (entry[i] == ':') {
        return i;
      }
    }
    return end;
  }

  private static int indexOf(char wanted, byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** The field of a parameter; empty where there is none. */
  static Optional<Field> named(String parameter) {
    return Stream.of(values()).filter(field -> field.parameter().equals(parameter)).findFirst();
  }
}
