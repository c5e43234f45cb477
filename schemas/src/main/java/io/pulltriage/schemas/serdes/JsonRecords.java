package io.pulltriage.schemas.serdes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON for the command line and the REST interface: the fields under their Avro names in
 * the schema's order, enums as their names, times in RFC 3339 and UTC, unions as the plain value,
 * and null where a nullable field has no value, so that a program always finds the key.
 *
 * <p>Thread-safe, as long as each generator stays with one thread.
 */
public final class JsonRecords {

  private static final JsonFactory JSON = new JsonFactory();

  private JsonRecords() {}

  /** The record as one line of JSON without a line's end. */
  public static String toJson(SpecificRecord entry) {
    return written(
        out -> {
          out.writeStartObject();
          writeFields(entry, out);
          out.writeEndObject();
        });
  }

  /**
   * The record as one line of JSON that says first what it is: {@code {"type":"incident",…}}.
   *
   * @param type value of the property {@code type}; the record must not have a field of that name
   */
  public static String toJson(String type, SpecificRecord entry) {
    return written(
        out -> {
          out.writeStartObject();
          out.writeStringField("type", type);
          writeFields(entry, out);
          out.writeEndObject();
        });
  }

  /**
   * Writes the record's fields into the object that the caller has opened and will close.
   *
   * @throws IOException if the generator's target fails
   */
  public static void writeFields(SpecificRecord entry, JsonGenerator out) throws IOException {
    for (Schema.Field field : entry.getSchema().getFields()) {
      out.writeFieldName(field.name());
      writeValue(entry.get(field.pos()), out);
    }
  }

  private static void writeValue(@Nullable Object value, JsonGenerator out) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof SpecificRecord entry) {
      out.writeStartObject();
      writeFields(entry, out);
      out.writeEndObject();
    } else if (value instanceof List<?> items) {
      out.writeStartArray();
      for (Object item : items) {
        writeValue(item, out);
      }
      out.writeEndArray();
    } else {
      writeScalar(value, out);
    }
  }

  private static void writeScalar(Object value, JsonGenerator out) throws IOException {
    if (value instanceof Instant || value instanceof Enum<?>) {
      out.writeString(value.toString());
    } else {
      out.writePOJO(value);
    }
  }

  private static String written(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      content.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be written to", e);
    }
    return text.toString();
  }

  private interface Content {
    void writeTo(JsonGenerator out) throws IOException;
  }
}
