package io.pulltriage.streams.topology.triage;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.schemas.ClusterKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a fact may contain, whoever wrote it: texts and lists are cut, and times that cannot be
 * right are replaced, so that no state or result comes near the size of a record that Kafka
 * refuses, and no incident claims a time in the future. Our own producer stays within all of it.
 * Counts what was cut. Thread-safe.
 */
final class FactBounds {

  /** How far a time may be ahead of the fact's record time; clocks of nodes differ. */
  static final Duration AHEAD = Duration.ofMinutes(5);

  /** No name in Kubernetes is longer. */
  static final int NAME = 253;

  /** A valid image reference is at most half as long. */
  static final int IMAGE = 1024;

  /** As long as the producer's longest text. */
  static final int MESSAGE = 4096;

  /** Nodes on which one image runs. */
  static final int NODES = 5000;

  /** Names of a container's environment variables. */
  static final int VARIABLES = 1000;

  /** Pull secrets of a pod. */
  static final int SECRETS = 20;

  /** Any other list. */
  static final int ITEMS = 100;

  /** Characters of a fact as a whole; a use of an image may name many nodes. */
  static final int FACT = 100_000;

  static final int USAGE = 250_000;

  private static final int KEY = NAME + 1 + IMAGE;
  private static final String CUT = " … (cut) … ";

  private static final Map<String, Integer> CHARACTERS_BY_FIELD =
      Map.ofEntries(
          Map.entry("message", MESSAGE),
          Map.entry("waitingMessage", MESSAGE),
          Map.entry("error", MESSAGE),
          Map.entry("image", IMAGE),
          Map.entry("imageId", IMAGE),
          Map.entry("volumeImages", IMAGE),
          Map.entry("reference", IMAGE),
          Map.entry("registry", IMAGE),
          Map.entry("repository", IMAGE),
          Map.entry("tag", IMAGE),
          Map.entry("digest", IMAGE));

  private static final Map<String, Integer> ITEMS_BY_FIELD =
      Map.of("nodes", NODES, "environmentNames", VARIABLES, "pullSecretNames", SECRETS);

  private final Map<FactKind, Map<Bound, Counter>> counters = new EnumMap<>(FactKind.class);

  /** What was exceeded. */
  private enum Bound {
    TEXT,
    LIST,
    TIME
  }

  /** Bounds that are counted there. */
  FactBounds(MeterRegistry registry) {
    for (FactKind kind : FactKind.values()) {
      Map<Bound, Counter> byBound = new EnumMap<>(Bound.class);
      for (Bound bound : Bound.values()) {
        byBound.put(
            bound,
            Counter.builder("pulltriage.facts.bounded")
                .description("Facts that exceeded a bound and were cut, by what exceeded it.")
                .tag("kind", lowerCase(kind))
                .tag("bound", lowerCase(bound))
                .register(registry));
      }
      counters.put(kind, byBound);
    }
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Refuses a key that cannot be one.
   *
   * @return its cluster
   * @throws IllegalArgumentException if there is none, or if it is longer than any name can be
   */
  static String cluster(@Nullable String key) {
    if (key == null) {
      throw new IllegalArgumentException("the record has no key");
    }
    String cluster = ClusterKey.parse(key).cluster();
    if (key.length() > KEY || cluster.length() > NAME) {
      throw new IllegalArgumentException(
          "the record's key has %d characters, its cluster %d: at most %d and %d are taken"
              .formatted(key.length(), cluster.length(), KEY, NAME));
    }
    return cluster;
  }

  /**
   * Cuts a fact where it exceeds a bound, in place.
   *
   * @param fact as it was read from its topic
   * @param at its record time
   */
  void apply(FactKind kind, SpecificRecord fact, Instant at) {
    Pass pass = new Pass(kind == FactKind.IMAGE ? USAGE : FACT, at);
    pass.record(fact);
    for (Bound bound : pass.exceeded) {
      requireNonNull(requireNonNull(counters.get(kind)).get(bound)).increment();
    }
  }

  /** One fact, from its first field to its last. */
  private static final class Pass {

    private final Instant at;
    private final Instant latest;
    private final EnumSet<Bound> exceeded = EnumSet.noneOf(Bound.class);
    private int left;

    Pass(int characters, Instant at) {
      this.left = characters;
      this.at = at;
      this.latest = at.plus(AHEAD);
    }

    void record(SpecificRecord record) {
      for (Schema.Field field : record.getSchema().getFields()) {
        Object value = record.get(field.pos());
        if (value != null) {
          Object bounded = value(field, value);
          if (bounded != value) {
            record.put(field.pos(), bounded);
          }
        }
      }
    }

    private @Nullable Object value(Schema.Field field, Object value) {
      if (value instanceof String text) {
        return text(field.name(), text);
      } else if (value instanceof Instant time) {
        return time(time, field.schema().isNullable());
      } else if (value instanceof List<?> list) {
        return list(field.name(), list);
      } else if (value instanceof Map<?, ?> map) {
        return map(field.name(), map);
      } else if (value instanceof SpecificRecord nested) {
        record(nested);
      }
      return value;
    }

    private String text(String field, String text) {
      int most = CHARACTERS_BY_FIELD.getOrDefault(field, NAME);
      String bounded = text;
      if (text.length() > most) {
        exceeded.add(Bound.TEXT);
        bounded = cut(text, most);
      }
      left -= bounded.length();
      return bounded;
    }

    /** Head and tail stay: what failed often stands in the first, and why in the second. */
    private static String cut(String text, int most) {
      int head = most / 2;
      int tail = text.length() - (most - head - CUT.length());
      return text.substring(0, splits(text, head) ? head - 1 : head)
          + CUT
          + text.substring(splits(text, tail) ? tail + 1 : tail);
    }

    private static boolean splits(String text, int index) {
      return Character.isLowSurrogate(text.charAt(index));
    }

    /**
     * One before 1970 is none, however it came about. One that is too far ahead is taken to be the
     * record's, so that the next right one is newer.
     */
    private @Nullable Instant time(Instant time, boolean nullable) {
      boolean ahead = time.isAfter(latest);
      if (!ahead && !time.isBefore(Instant.EPOCH)) {
        return time;
      }
      exceeded.add(Bound.TIME);
      return nullable && !ahead ? null : at;
    }

    private List<?> list(String field, List<?> list) {
      int most = Math.min(list.size(), ITEMS_BY_FIELD.getOrDefault(field, ITEMS));
      List<Object> texts = null;
      int taken = 0;
      while (taken < most && left > 0) {
        Object item = list.get(taken);
        if (item instanceof SpecificRecord nested) {
          record(nested);
        } else if (item instanceof String text) {
          String cut = text(field, text);
          if (texts == null && !cut.equals(text)) {
            texts = new ArrayList<>(list);
          }
          if (texts != null) {
            texts.set(taken, cut);
          }
        }
        taken++;
      }
      List<?> bounded = texts == null ? list : texts;
      if (taken < list.size()) {
        exceeded.add(Bound.LIST);
        return new ArrayList<>(bounded.subList(0, taken));
      }
      return bounded;
    }

    private Map<?, ?> map(String field, Map<?, ?> map) {
      Map<String, Object> bounded = new HashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (bounded.size() == ITEMS || left <= 0) {
          exceeded.add(Bound.LIST);
          break;
        }
        Object value = entry.getValue();
        bounded.put(
            text("name", String.valueOf(entry.getKey())),
            value instanceof String text ? text(field, text) : value);
      }
      return bounded.equals(map) ? map : bounded;
    }
  }
}
