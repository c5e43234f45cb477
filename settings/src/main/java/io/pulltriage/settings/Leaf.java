package io.pulltriage.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One setting.
 *
 * @param path its key: the names of the components that lead to it; {@value #NAME} stands for a
 *     name that the user chooses
 * @param type what it takes
 * @param text what it is for
 * @param value what it is unless set otherwise
 */
record Leaf(String path, Class<?> type, String text, Object value) {

  /** Stands in a path for the name of a section that the user chooses. */
  static final String NAME = "<name>";

  private static final String CHOSEN_NAME = "([A-Za-z0-9_-]+)";
  private static final String CHOSEN_NAME_IN_VARIABLE = "([A-Z0-9]+)";

  /** All settings of a tree of records, in its order. */
  static List<Leaf> of(Record defaults) {
    List<Leaf> leaves = new ArrayList<>();
    collect("", defaults, leaves);
    return leaves;
  }

  boolean takesKeys() {
    return type == Map.class;
  }

  /** Whether a key is this setting's, or below it where it takes keys of its own. */
  boolean matches(String key) {
    String pattern = quoted(path, NAME, CHOSEN_NAME);
    return key.matches(takesKeys() ? pattern + "\\..+" : pattern);
  }

  /** The key with the names that the user chose in another key, as far as that one goes. */
  String withNamesOf(String key) {
    String[] parts = path.split("\\.", -1);
    String[] given = key.split("\\.", -1);
    for (int i = 0; i < parts.length && i < given.length; i++) {
      parts[i] = parts[i].equals(NAME) ? given[i] : parts[i];
    }
    return String.join(".", parts);
  }

  /** The environment variable that sets it; of a map, what such variables begin with. */
  String variable() {
    return "PULLTRIAGE_"
        + path.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT)
        + (takesKeys() ? "_" : "");
  }

  /** The key that a variable of the environment sets; empty where it is none of this setting's. */
  Optional<String> keyOf(String name) {
    String pattern =
        quoted(variable(), NAME.toUpperCase(Locale.ROOT), CHOSEN_NAME_IN_VARIABLE)
            + (takesKeys() ? "(.+)" : "");
    Matcher matcher = Pattern.compile(pattern).matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String key =
        path.contains(NAME) ? path.replace(NAME, matcher.group(1).toLowerCase(Locale.ROOT)) : path;
    return Optional.of(
        takesKeys()
            ? key
                + '.'
                + matcher.group(matcher.groupCount()).toLowerCase(Locale.ROOT).replace('_', '.')
            : key);
  }

  static Object read(RecordComponent component, Record of) {
    Method accessor = component.getAccessor();
    accessor.setAccessible(true); // A command's record of settings need not be public.
    try {
      return accessor.invoke(of);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("an accessor of a record failed", e);
    }
  }

  /**
   * What a section of the user's own has where the user says nothing, for a component that takes
   * such sections: what the static method {@code defaults} of their record makes. Empty for a
   * component that takes none.
   */
  static Optional<Record> sectionDefaults(RecordComponent component) {
    if (!(component.getGenericType() instanceof ParameterizedType map)
        || component.getType() != Map.class) {
      return Optional.empty();
    }
    Type section = map.getActualTypeArguments()[1];
    if (!(section instanceof Class<?> type) || !type.isRecord()) {
      return Optional.empty();
    }
    try {
      return Optional.of((Record) type.getMethod("defaults").invoke(null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no public static method defaults", e);
    }
  }

  static String join(String prefix, String name) {
    return prefix.isEmpty() ? name : prefix + '.' + name;
  }

  private static String quoted(String text, String placeholder, String chosenName) {
    return ("\\Q" + text + "\\E").replace(placeholder, "\\E" + chosenName + "\\Q");
  }

  private static void collect(String prefix, Record defaults, List<Leaf> leaves) {
    for (RecordComponent component : defaults.getClass().getRecordComponents()) {
      Object value = read(component, defaults);
      String path = join(prefix, component.getName());
      Optional<Record> named = sectionDefaults(component);
      if (value instanceof Record section) {
        collect(path, section, leaves);
      } else if (named.isPresent()) {
        collect(join(path, NAME), named.get(), leaves);
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
