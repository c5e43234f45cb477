package io.pulltriage.producer.config;

import io.pulltriage.producer.Setting;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One setting.
 *
 * @param path its key: the names of the components that lead to it
 * @param type what it takes
 * @param text what it is for
 * @param value what it is unless set otherwise
 */
record Leaf(String path, Class<?> type, String text, Object value) {

  /** All settings of a tree of records, in its order. */
  static List<Leaf> of(Record defaults) {
    List<Leaf> leaves = new ArrayList<>();
    collect("", defaults, leaves);
    return leaves;
  }

  boolean takesKeys() {
    return type == Map.class;
  }

  /** The environment variable that sets it; of a map, what such variables begin with. */
  String variable() {
    return "PULLTRIAGE_"
        + path.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT)
        + (takesKeys() ? "_" : "");
  }

  static Object read(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("an accessor of a record failed", e);
    }
  }

  static String join(String prefix, String name) {
    return prefix.isEmpty() ? name : prefix + '.' + name;
  }

  private static void collect(String prefix, Record defaults, List<Leaf> leaves) {
    for (RecordComponent component : defaults.getClass().getRecordComponents()) {
      Object value = read(component, defaults);
      String path = join(prefix, component.getName());
      if (value instanceof Record section) {
        collect(path, section, leaves);
      } else {
        Setting setting = component.getAnnotation(Setting.class);
        if (setting == null) {
          throw new IllegalStateException(path + " has no explanation");
        }
        leaves.add(new Leaf(path, component.getType(), setting.value(), value));
      }
    }
  }
}
