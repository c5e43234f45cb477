package io.pulltriage.standalone.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The Compose file, as Compose reads it: variables of {@code .env} put in, merged keys merged.
 *
 * @param environment what {@code .env} sets
 * @param services by their names
 * @param volumes names of the volumes
 */
record Compose(
    Map<String, String> environment,
    Map<String, Map<String, Object>> services,
    List<String> volumes) {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)}");

  /** Reads it. */
  static Compose read() {
    Map<String, String> environment = new TreeMap<>();
    Sources.text(".env")
        .lines()
        .filter(line -> line.matches("[A-Z_]+=.*"))
        .forEach(line -> environment.put(line.split("=", 2)[0], line.split("=", 2)[1]));
    String text =
        VARIABLE
            .matcher(Sources.text("docker-compose.yml"))
            .replaceAll(match -> Matcher.quoteReplacement(known(environment, match.group(1))));
    Map<String, Object> root = map(yaml(text));
    Map<String, Map<String, Object>> services = new LinkedHashMap<>();
    map(root.get("services")).forEach((name, service) -> services.put(name, map(service)));
    return new Compose(environment, services, List.copyOf(map(root.get("volumes")).keySet()));
  }

  /** A document with its anchors and merged keys resolved. */
  static Object yaml(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  /** A mapping; with what it merges. */
  static Map<String, Object> map(@org.jspecify.annotations.Nullable Object node) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (node instanceof Map<?, ?> raw) {
      raw.forEach(
          (key, value) -> {
            if (key.equals("<<")) {
              map.putAll(map(value));
            }
          });
      raw.forEach(
          (key, value) -> {
            if (!key.equals("<<")) {
              map.put(String.valueOf(key), value == null ? "" : value);
            }
          });
    }
    return map;
  }

  /** A list of texts; none where there is nothing. */
  static List<String> texts(@org.jspecify.annotations.Nullable Object node) {
    return node instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  /** A service's variables. */
  Map<String, String> variables(String service) {
    Map<String, String> variables = new TreeMap<>();
    map(service(service).get("environment"))
        .forEach((name, value) -> variables.put(name, String.valueOf(value)));
    return variables;
  }

  /** A service's mounts: {@code source:target[:mode]}. */
  List<String> mounts(String service) {
    return texts(service(service).get("volumes"));
  }

  /** One of them. */
  Map<String, Object> service(String name) {
    Map<String, Object> service = services.get(name);
    if (service == null) {
      throw new AssertionError("there is no service " + name);
    }
    return service;
  }

  private static String known(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null) {
      throw new AssertionError(".env does not set " + name);
    }
    return value;
  }
}
