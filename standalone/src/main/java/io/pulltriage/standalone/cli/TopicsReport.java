package io.pulltriage.standalone.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.schemas.setup.Difference;
import io.pulltriage.standalone.terminal.Column;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.standalone.terminal.Style;
import io.pulltriage.standalone.terminal.Table;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;

/** Prints what differs. */
final class TopicsReport {

  private static final JsonFactory JSON = new JsonFactory();

  private TopicsReport() {}

  static void print(List<Difference> differences, ReportFormat format, Console console)
      throws IOException {
    switch (format) {
      case TABLE -> {
        if (!differences.isEmpty()) {
          console.results().write(table().render(differences, console.screen()));
        }
      }
      case JSON -> {
        for (Difference difference : differences) {
          console.results().write(json(difference));
        }
      }
    }
    console.results().flush();
  }

  /** What {@code apply} does about it. */
  private static String apply(Difference difference) {
    return switch (difference.remedy()) {
      case CREATE -> "creates it";
      case ALTER -> "changes it";
      case NONE -> "leaves it";
    };
  }

  private static Table<Difference> table() {
    return new Table<>(
        List.of(
            Column.of("NAME", 28, 5, Difference::name).shortenedInMiddle(),
            Column.of("WHAT", 6, 4, Difference::aspect),
            Column.of("FOUND", 8, 3, Difference::found),
            Column.of("WANTED", 8, 2, Difference::wanted),
            Column.of("APPLY", 10, 3, TopicsReport::apply)
                .styled(
                    difference ->
                        difference.remedy() == Difference.Remedy.NONE
                            ? Style.WARNING
                            : Style.PLAIN),
            Column.of(
                "SERVICES", 5, 1, difference -> difference.stopsServices() ? "refuse" : "run")));
  }

  private static String json(Difference difference) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("type", "difference");
      out.writeStringField("part", difference.part().name().toLowerCase(Locale.ROOT));
      out.writeStringField("name", difference.name());
      out.writeStringField("aspect", difference.aspect());
      out.writeStringField("found", difference.found());
      out.writeStringField("wanted", difference.wanted());
      out.writeStringField("remedy", difference.remedy().name().toLowerCase(Locale.ROOT));
      out.writeBooleanField("stopsServices", difference.stopsServices());
      out.writeEndObject();
    }
    return text.toString() + '\n';
  }
}
