package io.pulltriage.standalone.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.pulltriage.schemas.Incident;
import io.pulltriage.standalone.reclassify.Difference;
import io.pulltriage.standalone.reclassify.Reclassification;
import io.pulltriage.standalone.terminal.Column;
import io.pulltriage.standalone.terminal.FieldBlock;
import io.pulltriage.standalone.terminal.Screen;
import io.pulltriage.standalone.terminal.Style;
import io.pulltriage.standalone.terminal.Table;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What reading the past again has shown, for people and for programs. Pure. */
public final class DifferenceOutput {

  private static final JsonFactory JSON = new JsonFactory();

  private static final Table<Difference> TABLE =
      new Table<>(
          List.of(
              Column.of("CHANGE", 7, 9, DifferenceOutput::change),
              Column.of("BEFORE", 20, 7, difference -> said(difference.before())),
              Column.of("NOW", 20, 8, difference -> said(difference.after())),
              Column.<Difference>of("CLUSTER", 7, 4, it -> it.incident().getCluster())
                  .shortenedInMiddle(),
              Column.<Difference>of("CONTAINER", 12, 6, it -> Words.container(it.incident()))
                  .shortenedInMiddle(),
              Column.<Difference>of("IMAGE", 14, 5, it -> it.incident().getImage().getReference())
                  .shortenedInMiddle()));

  private DifferenceOutput() {}

  /** A table and what was counted. */
  public static String text(Reclassification result, Screen screen) {
    List<Difference> differences = result.differences();
    FieldBlock block =
        new FieldBlock(screen)
            .heading(
                "%s by rules %s, %d as before"
                    .formatted(
                        Words.count(differences.size(), "incident differs", "incidents differ"),
                        result.rulesVersion(),
                        result.same()),
                Style.STRONG);
    left(block, result.beganBefore(), "began before events were read: not compared");
    left(block, result.notRetained(), "whose facts are no longer all there: not compared");
    left(block, result.applied(), "written to the incidents topic");
    if (result.unreadable() > 0) {
      block.heading(
          Words.count(result.unreadable(), "record", "records") + " could not be read",
          Style.WARNING);
    }
    return (differences.isEmpty() ? "" : TABLE.render(differences, screen) + '\n') + block;
  }

  /** One object a line: the differences, then a summary. */
  public static String json(Reclassification result) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.setRootValueSeparator(new SerializedString("\n"));
      for (Difference difference : result.differences()) {
        write(difference, json);
      }
      json.writeStartObject();
      json.writeStringField("type", "summary");
      json.writeStringField("rulesVersion", result.rulesVersion());
      json.writeNumberField("differences", result.differences().size());
      json.writeNumberField("same", result.same());
      json.writeNumberField("beganBefore", result.beganBefore());
      json.writeNumberField("notRetained", result.notRetained());
      json.writeNumberField("unreadable", result.unreadable());
      json.writeNumberField("applied", result.applied());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be written to", e);
    }
    return text + "\n";
  }

  private static void write(Difference difference, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "difference");
    json.writeStringField("change", difference.change().name());
    json.writeStringField("id", difference.incident().getId());
    write("before", difference.before(), json);
    write("after", difference.after(), json);
    json.writeEndObject();
  }

  private static void write(String name, @Nullable Incident incident, JsonGenerator json)
      throws IOException {
    if (incident == null) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    json.writeStringField("status", incident.getStatus().name());
    json.writeStringField("cause", incident.getCause().name());
    json.writeStringField("confidence", incident.getConfidence().name());
    json.writeStringField("rulesVersion", incident.getRulesVersion());
    json.writeEndObject();
  }

  private static void left(FieldBlock block, int count, String what) {
    if (count > 0) {
      block.heading(Words.count(count, "incident", "incidents") + ' ' + what, Style.PLAIN);
    }
  }

  private static String change(Difference difference) {
    return difference.change().name().toLowerCase(Locale.ROOT);
  }

  private static String said(@Nullable Incident incident) {
    return incident == null
        ? "-"
        : incident.getCause().name() + ", " + Words.lower(incident.getConfidence());
  }
}
