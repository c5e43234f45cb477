package io.pulltriage.standalone.cli;

import io.pulltriage.streams.query.Field;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Options of the command line for the filters of a list, as {@link Field} declares them. */
final class FilterOptions {

  private final Map<Field, OptionSpec> options = new LinkedHashMap<>();

  /** Adds them to a command. */
  FilterOptions(Field.Subject subject, CommandLine command) {
    for (Field field : Field.of(subject)) {
      OptionSpec option =
          OptionSpec.builder("--" + field.parameter())
              .paramLabel(label(field))
              .type(String.class)
              .description(description(field))
              .build();
      options.put(field, option);
      command.getCommandSpec().addOption(option);
    }
  }

  private static String label(Field field) {
    return switch (field.kind()) {
      case CHOICE, TEXT -> field.name();
      case NAME -> "NAME";
      case TIME -> "TIME";
    };
  }

  private static String description(Field field) {
    return switch (field.kind()) {
      case CHOICE -> field.description() + " Separate several with commas.";
      case NAME -> field.description() + " Separate several with commas; * matches any text.";
      case TEXT, TIME -> field.description();
    };
  }

  /** Those that are set, as parameters of the REST interface. */
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    options.forEach(
        (field, option) -> {
          String value = option.getValue();
          if (value != null) {
            values.put(field.parameter().toLowerCase(Locale.ROOT), value);
          }
        });
    return values;
  }
}
