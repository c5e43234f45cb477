package io.pulltriage.streams.query;

import io.pulltriage.classifier.yaml.Nearest;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;

/**
 * What of a list is wanted: everything that has, in each field that is given, one of its values.
 * Immutable.
 */
public final class Filter {

  /** Everything. */
  public static final Filter NONE = new Filter(Map.of(), Optional.empty());

  private static final int LONGEST_VALUE = 1_024;
  private static final int LONGEST_SHOWN = 80;
  private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([smhd])");

  private final Map<Field, List<String>> values;
  private final Map<Field, List<Glob>> patterns = new EnumMap<>(Field.class);
  private final Optional<Instant> since;

  private Filter(Map<Field, List<String>> values, Optional<Instant> since) {
    EnumMap<Field, List<String>> copy = new EnumMap<>(Field.class);
    copy.putAll(values);
    this.values = Collections.unmodifiableMap(copy);
    this.since = since;
    copy.forEach(
        (field, all) -> {
          if (field.isList()) {
            patterns.put(field, all.stream().map(Glob::new).toList());
          }
        });
  }

  /**
   * Reads what is given for some fields.
   *
   * @param given the values of each field, those of lists one by one
   * @param clock tells since when an age is
   * @throws IllegalArgumentException if a value is empty, too long, no constant of a choice or no
   *     time; the message names the field
   */
  public static Filter of(Map<Field, List<String>> given, InstantSource clock) {
    Map<Field, List<String>> values = new EnumMap<>(Field.class);
    Optional<Instant> since = Optional.empty();
    for (Map.Entry<Field, List<String>> entry : given.entrySet()) {
      Field field = entry.getKey();
      if (!entry.getValue().isEmpty()) {
        values.put(field, entry.getValue().stream().map(value -> checked(field, value)).toList());
      }
    }
    if (values.containsKey(Field.SINCE)) {
      since = Optional.of(time(values.get(Field.SINCE).get(0), clock));
    }
    return new Filter(values, since);
  }

  /** What has any of these values in a field that is not a time. */
  public static Filter of(Field field, String... any) {
    return of(Map.of(field, List.of(any)), InstantSource.fixed(Instant.EPOCH));
  }

  /** What satisfies this and another filter of other fields. */
  public Filter and(Filter other) {
    Map<Field, List<String>> both = new EnumMap<>(Field.class);
    both.putAll(values);
    both.putAll(other.values);
    return new Filter(both, since.or(() -> other.since));
  }

  private static String checked(Field field, String value) {
    String name = field.parameter();
    if (value.isEmpty()) {
      throw new IllegalArgumentException(name + " has an empty value");
    }
    if (value.length() > LONGEST_VALUE) {
      throw new IllegalArgumentException(
          "%s must have no more than %d characters".formatted(name, LONGEST_VALUE));
    }
    if (field.kind() != Field.Kind.CHOICE) {
      return value;
    }
    String constant = value.toUpperCase(Locale.ROOT);
    if (!field.choices().contains(constant)) {
      List<String> known =
          field.choices().stream().map(one -> one.toLowerCase(Locale.ROOT)).toList();
      String shown =
          value.length() <= LONGEST_SHOWN ? value : value.substring(0, LONGEST_SHOWN) + '…';
      throw new IllegalArgumentException(
          name + " has no '" + shown + '\'' + Nearest.hint(shown, known));
    }
    return constant;
  }

  private static Instant time(String text, InstantSource clock) {
    Matcher age = AGE.matcher(text);
    try {
      return age.matches()
          ? clock.instant().minus(duration(Long.parseLong(age.group(1)), age.group(2)))
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "since takes a time such as 2026-01-31T08:00:00Z, or an age such as 90m, 24h, 7d", e);
    }
  }

  private static Duration duration(long amount, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /** The same without the fields that an incident may change. */
  Filter fixedPart() {
    Map<Field, List<String>> fixed = new EnumMap<>(Field.class);
    values.forEach(
        (field, all) -> {
          if (field.isFixed()) {
            fixed.put(field, all);
          }
        });
    return new Filter(fixed, Optional.empty());
  }

  /** The same with only those fields that a list has. */
  public Filter of(Field.Subject subject) {
    Map<Field, List<String>> kept = new EnumMap<>(Field.class);
    kept.putAll(values);
    kept.keySet().retainAll(Field.of(subject));
    return new Filter(kept, since.filter(time -> kept.containsKey(Field.SINCE)));
  }

  /** Fields with choices or names that are given. */
  Set<Field> lists() {
    return patterns.keySet();
  }

  /** Values of a field; none where it is not given. */
  public List<String> values(Field field) {
    return values.getOrDefault(field, List.of());
  }

  /** The time at which, or after which, something must have been open. */
  Optional<Instant> since() {
    return since;
  }

  /** The text, in lower case. */
  Optional<String> text() {
    return values(Field.TEXT).stream().findFirst().map(text -> text.toLowerCase(Locale.ROOT));
  }

  /** Which entries of a field that is given are wanted. */
  Predicate<byte[]> wanted(Field field) {
    Glob[] wanted = patterns.getOrDefault(field, List.of()).toArray(Glob[]::new);
    return entry -> {
      for (Glob pattern : wanted) {
        if (field.isNamed(entry, pattern)) {
          return true;
        }
      }
      return false;
    };
  }

  /** Whether an incident, outbreak or cluster satisfies it. */
  boolean matches(SpecificRecord subject) {
    for (Field field : patterns.keySet()) {
      if (field.entries(subject).stream()
          .map(entry -> entry.getBytes(StandardCharsets.UTF_8))
          .noneMatch(wanted(field))) {
        return false;
      }
    }
    if (subject instanceof Incident incident) {
      return lasted(incident.getStatus(), incident.getResolvedAt()) && hasText(incident);
    }
    return !(subject instanceof Outbreak outbreak)
        || lasted(outbreak.getStatus(), outbreak.getResolvedAt());
  }

  private boolean lasted(IncidentStatus status, Optional<Instant> resolvedAt) {
    return since.isEmpty()
        || status == IncidentStatus.OPEN
        || resolvedAt.filter(end -> !end.isBefore(since.get())).isPresent();
  }

  private boolean hasText(Incident incident) {
    Optional<String> wanted = text();
    if (wanted.isEmpty()) {
      return true;
    }
    Predicate<String> has = text -> text.toLowerCase(Locale.ROOT).contains(wanted.get());
    return has.test(incident.getId())
        || has.test(incident.getImage().getReference())
        || has.test(incident.getCause().name())
        || incident.getNodes().stream().anyMatch(has)
        || texts(incident).stream().anyMatch(has);
  }

  /** The texts of an incident beside its id and the fields. */
  static List<String> texts(Incident incident) {
    List<String> texts = new ArrayList<>();
    texts.add(incident.getTitle());
    texts.addAll(incident.getPodNames());
    incident.getEvidence().stream().map(Evidence::getMessage).forEach(texts::add);
    return texts;
  }
}
