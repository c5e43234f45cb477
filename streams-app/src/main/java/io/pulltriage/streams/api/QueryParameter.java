package io.pulltriage.streams.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.streams.query.Field;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A parameter in an address' query. Immutable.
 *
 * @param name as it is written
 * @param description for the document
 * @param repeatable whether it may be given several times, or with several values between commas
 * @param choices the values that there are; empty for any
 * @param integer whether its value is a whole number
 */
public record QueryParameter(
    String name, String description, boolean repeatable, List<String> choices, boolean integer) {

  /** Keeps what it is given. */
  public QueryParameter {
    choices = List.copyOf(choices);
  }

  /** Filters by a field. */
  public static QueryParameter of(Field field) {
    String how =
        switch (field.kind()) {
          case CHOICE -> " Several values are separated by commas.";
          case NAME -> " Several values are separated by commas; * stands for any text.";
          case TEXT, TIME -> "";
        };
    return new QueryParameter(
        field.parameter(), field.description() + how, field.isList(), field.choices(), false);
  }

  /** Takes any text. */
  public static QueryParameter text(String name, String description) {
    return new QueryParameter(name, description, false, List.of(), false);
  }

  /** Takes a whole number. */
  public static QueryParameter integer(String name, String description) {
    return new QueryParameter(name, description, false, List.of(), true);
  }

  /** Takes one of an enum's constants, in any case. */
  public static QueryParameter choice(
      String name, Class<? extends Enum<?>> constants, String description) {
    return new QueryParameter(name, description, false, names(constants), false);
  }

  /** Takes any number of an enum's constants, in any case. */
  public static QueryParameter choices(
      String name, Class<? extends Enum<?>> constants, String description) {
    return new QueryParameter(name, description, true, names(constants), false);
  }

  private static List<String> names(Class<? extends Enum<?>> constants) {
    return Stream.of(constants.getEnumConstants()).map(Enum::name).toList();
  }

  /** Writes it as OpenAPI describes a parameter. */
  void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", name);
    out.writeStringField("in", "query");
    out.writeStringField("description", description);
    if (repeatable) {
      out.writeBooleanField("explode", false);
    }
    out.writeObjectFieldStart("schema");
    if (repeatable) {
      out.writeStringField("type", "array");
      out.writeObjectFieldStart("items");
    }
    out.writeStringField("type", integer ? "integer" : "string");
    if (!choices.isEmpty()) {
      out.writeArrayFieldStart("enum");
      for (String choice : choices) {
        out.writeString(choice);
      }
      out.writeEndArray();
    }
    if (repeatable) {
      out.writeEndObject();
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  String choicesText() {
    return String.join(", ", choices).toLowerCase(Locale.ROOT);
  }
}
