package io.pulltriage.producer.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/** Makes a tree of records from its defaults and what was given, gathering what is wrong. */
final class SettingsBinder {

  private final Map<String, Leaf> leaves = new LinkedHashMap<>();
  private final Map<String, Given> givenByPath = new TreeMap<>();
  private final List<String> problems;

  SettingsBinder(Record defaults, List<Given> given, List<String> problems) {
    this.problems = problems;
    Leaf.of(defaults).forEach(leaf -> leaves.put(leaf.path(), leaf));
    for (Given one : given) {
      if (leafOf(one.path()) == null) {
        problems.add(one.origin() + ": unknown key " + one.path() + hint(one.path()));
      } else {
        givenByPath.put(one.path(), one);
      }
    }
  }

  /** The record with what was given in it; the default where that cannot be used. */
  <R extends Record> R bind(R defaults) {
    return bind("", defaults);
  }

  private @Nullable Leaf leafOf(String path) {
    Leaf leaf = leaves.get(path);
    return leaf != null && !leaf.takesKeys()
        ? leaf
        : leaves.values().stream()
            .filter(map -> map.takesKeys() && path.startsWith(map.path() + '.'))
            .findFirst()
            .orElse(null);
  }

  private String hint(String path) {
    boolean isSection = leaves.keySet().stream().anyMatch(key -> key.startsWith(path + '.'));
    if (isSection || leaves.containsKey(path)) {
      return ": it takes keys of its own, not a value";
    }
    return nearest(path, leaves.keySet());
  }

  private static String nearest(String path, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.comparingInt(
                key -> LevenshteinDistance.getDefaultInstance().apply(path, key)))
        .map(key -> "; the nearest known key is " + key)
        .orElse("");
  }

  @SuppressWarnings("unchecked") // The canonical constructor of R makes an R.
  private <R extends Record> R bind(String prefix, R defaults) {
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    List<Object> arguments = new ArrayList<>();
    for (RecordComponent component : components) {
      String path = Leaf.join(prefix, component.getName());
      Object value = Leaf.read(component, defaults);
      arguments.add(
          value instanceof Record section ? bind(path, section) : value(path, component, value));
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = defaults.getClass().getDeclaredConstructor(types);
      return (R) constructor.newInstance(arguments.toArray());
    } catch (InvocationTargetException e) {
      complain(prefix, e.getCause());
      return defaults;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record without its constructor", e);
    }
  }

  private Object value(String path, RecordComponent component, Object standard) {
    if (component.getType() == Map.class) {
      Map<String, String> map = new LinkedHashMap<>();
      ((Map<?, ?>) standard).forEach((key, value) -> map.put((String) key, (String) value));
      givenByPath.forEach(
          (key, given) -> {
            if (key.startsWith(path + '.')) {
              map.put(key.substring(path.length() + 1), given.text());
            }
          });
      return map;
    }
    Given given = givenByPath.get(path);
    if (given == null) {
      return standard;
    }
    try {
      return Values.parse(given, component.getType());
    } catch (IllegalArgumentException e) {
      problems.add(given.origin() + ": " + path + " " + e.getMessage());
      return standard;
    }
  }

  /** A record's complaint begins with the name of the component at fault. */
  private void complain(String prefix, @Nullable Throwable error) {
    if (!(error instanceof IllegalArgumentException)) {
      throw new IllegalStateException("a check of " + prefix + " failed", error);
    }
    String complaint = Leaf.join(prefix, String.valueOf(error.getMessage()));
    Given culprit = givenByPath.get(complaint.split("[ (]", 2)[0]);
    problems.add((culprit == null ? "" : culprit.origin() + ": ") + complaint);
  }
}
