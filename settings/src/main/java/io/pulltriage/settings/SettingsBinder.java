package io.pulltriage.settings;

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
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
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
      if (leaves.values().stream().noneMatch(leaf -> leaf.matches(one.path()))) {
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

  private String hint(String path) {
    List<String> known = leaves.values().stream().map(leaf -> leaf.withNamesOf(path)).toList();
    boolean isSection = known.stream().anyMatch(key -> key.startsWith(path + '.'));
    return isSection || known.contains(path)
        ? ": it takes keys of its own, not a value"
        : nearest(path, known);
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
      arguments.add(value(path, component, Leaf.read(component, defaults)));
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = defaults.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return (R) constructor.newInstance(arguments.toArray());
    } catch (InvocationTargetException e) {
      complain(prefix, e.getCause());
      return defaults;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record without its constructor", e);
    }
  }

  private Object value(String path, RecordComponent component, Object standard) {
    if (standard instanceof Record section) {
      return bind(path, section);
    }
    if (standard instanceof Map<?, ?> map) {
      Optional<Record> section = Leaf.sectionDefaults(component);
      return section.isPresent() ? sections(path, map, section.get()) : keys(path, map);
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

  private Map<String, String> keys(String path, Map<?, ?> standard) {
    Map<String, String> keys = new LinkedHashMap<>();
    standard.forEach((key, value) -> keys.put((String) key, (String) value));
    givenBelow(path).forEach((key, given) -> keys.put(key, given.text()));
    return keys;
  }

  private Map<String, Record> sections(String path, Map<?, ?> standard, Record template) {
    TreeSet<String> names = new TreeSet<>();
    standard.keySet().forEach(name -> names.add((String) name));
    givenBelow(path).keySet().forEach(key -> names.add(key.substring(0, key.indexOf('.'))));
    Map<String, Record> sections = new LinkedHashMap<>();
    for (String name : names) {
      Record known = standard.get(name) instanceof Record record ? record : template;
      sections.put(name, bind(Leaf.join(path, name), known));
    }
    return sections;
  }

  private Map<String, Given> givenBelow(String path) {
    Map<String, Given> below = new LinkedHashMap<>();
    givenByPath.forEach(
        (key, given) -> {
          if (key.startsWith(path + '.')) {
            below.put(key.substring(path.length() + 1), given);
          }
        });
    return below;
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
