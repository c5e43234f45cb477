package io.pulltriage.settings;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration: a YAML file, over it environment variables, over them what the command
 * line sets.
 */
public final class ConfigReader {

  private ConfigReader() {}

  /**
   * Reads the configuration.
   *
   * @param defaults what it is where the user says nothing; its components are the known keys
   * @param file the YAML file; null for none
   * @param environment the process's; variables that stand for no setting are left alone, because
   *     Kubernetes makes {@code PULLTRIAGE_…} variables of its own for a service of that name
   * @param overrides from the command line, each {@code key=value}
   * @throws ConfigException that names everything that is wrong, with place and key
   */
  public static <R extends Record> R read(
      R defaults, @Nullable Path file, Map<String, String> environment, List<String> overrides) {
    return read(defaults, file, given -> true, environment, overrides);
  }

  /**
   * Reads what a command needs of a service's configuration: the file's other settings are left
   * alone, whatever they are. Otherwise as {@link #read}.
   *
   * @param defaults the part that is needed, with the service's names
   */
  public static <R extends Record> R readPart(
      R defaults, @Nullable Path file, Map<String, String> environment, List<String> overrides) {
    Set<String> known =
        Arrays.stream(defaults.getClass().getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toSet());
    return read(
        defaults,
        file,
        given -> known.contains(given.path().split("\\.", 2)[0]),
        environment,
        overrides);
  }

  private static <R extends Record> R read(
      R defaults,
      @Nullable Path file,
      Predicate<Given> relevant,
      Map<String, String> environment,
      List<String> overrides) {
    List<String> problems = new ArrayList<>();
    List<Given> given = new ArrayList<>();
    if (file != null) {
      YamlSettings.read(file.toString(), content(file), problems).stream()
          .filter(relevant)
          .forEach(given::add);
    }
    given.addAll(variables(Leaf.of(defaults), environment));
    for (String override : overrides) {
      int equals = override.indexOf('=');
      if (equals < 1) {
        problems.add("--set " + override + ": key=value is expected");
      } else {
        String key = override.substring(0, equals).strip();
        given.add(Given.text(key, override.substring(equals + 1).strip(), "--set"));
      }
    }
    R config = new SettingsBinder(defaults, given, problems).bind(defaults);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return config;
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ConfigException(List.of(file + ": there is no such file"));
    } catch (CharacterCodingException e) {
      throw new ConfigException(List.of(file + ": is not UTF-8 text"));
    } catch (IOException e) {
      throw new ConfigException(List.of(file + ": cannot be read: " + e.getMessage()));
    }
  }

  private static List<Given> variables(List<Leaf> leaves, Map<String, String> environment) {
    List<Given> given = new ArrayList<>();
    for (Leaf leaf : leaves) {
      environment.forEach(
          (name, value) ->
              leaf.keyOf(name).ifPresent(key -> given.add(Given.text(key, value, name))));
    }
    return given;
  }
}
