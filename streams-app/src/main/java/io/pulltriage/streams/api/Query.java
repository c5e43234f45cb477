package io.pulltriage.streams.api;

import io.pulltriage.classifier.yaml.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query of an address: only what the route knows, nothing twice that cannot be. Immutable. What
 * is wrong with it ends the request with status 400.
 */
public final class Query {

  private final Map<String, List<String>> values;

  private Query(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Reads the part of an address behind the question mark. */
  static Query parse(@Nullable String text, List<QueryParameter> known) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    if (text != null) {
      for (String pair : text.split("&", -1)) {
        if (!pair.isEmpty()) {
          add(pair, known, values);
        }
      }
    }
    return new Query(values);
  }

  private static void add(
      String pair, List<QueryParameter> known, Map<String, List<String>> values) {
    int equals = pair.indexOf('=');
    String name =
        PercentText.decoded(equals < 0 ? pair : pair.substring(0, equals), true, "the query");
    QueryParameter parameter =
        known.stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(name, known).exception());
    String value = equals < 0 ? "" : PercentText.decoded(pair.substring(equals + 1), true, name);
    if (value.isEmpty()) {
      throw Problem.of(400, name + " must not be empty").exception();
    }
    List<String> all = values.computeIfAbsent(name, key -> new ArrayList<>());
    if (!all.isEmpty() && !parameter.repeatable()) {
      throw Problem.of(400, name + " is there twice").exception();
    }
    all.addAll(parameter.repeatable() ? List.of(value.split(",", -1)) : List.of(value));
  }

  private static Problem unknown(String name, List<QueryParameter> known) {
    List<String> names = known.stream().map(QueryParameter::name).toList();
    return Problem.of(
        400,
        "unknown parameter '"
            + shortened(name)
            + '\''
            + (names.isEmpty() ? "; there are none here" : Nearest.hint(shortened(name), names)));
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  /** The value; null where there is none. */
  public @Nullable String text(String name) {
    List<String> all = values.get(name);
    return all == null ? null : all.get(0);
  }

  /** The values, those between commas one by one; none where there are none. */
  public List<String> values(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The whole number; the given one where there is none. */
  public int integer(String name, int standard) {
    String text = text(name);
    if (text == null) {
      return standard;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw Problem.of(400, name + " takes a whole number, not '" + shortened(text) + '\'')
          .exception();
    }
  }

  /** The constant; null where there is none. */
  public <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
    String text = text(name);
    return text == null ? null : constant(name, text, type);
  }

  /** The constants; none where there are none. */
  public <E extends Enum<E>> Set<E> constants(String name, Class<E> type) {
    Set<E> constants = new LinkedHashSet<>();
    for (String text : values.getOrDefault(name, List.of())) {
      constants.add(constant(name, text, type));
    }
    return constants;
  }

  private static <E extends Enum<E>> E constant(String name, String text, Class<E> type) {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(text)) {
        return constant;
      }
      names.add(constant.name().toLowerCase(Locale.ROOT));
    }
    throw Problem.of(
            400, name + " has no '" + shortened(text) + '\'' + Nearest.hint(shortened(text), names))
        .exception();
  }
}
