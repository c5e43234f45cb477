package io.pulltriage.schemas.serdes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads records from the JSON that {@link JsonRecords} writes. Fields that the schema does not know
 * are passed over and constants that it does not know become its default: whoever wrote may be
 * newer. Pure.
 */
public final class RecordReader {

  private RecordReader() {}

  /**
   * Reads one record.
   *
   * @param type a class that Avro generated
   * @param json stands at the object's beginning; afterwards at its end
   * @throws IOException if what is there is no such record
   */
  public static <T extends SpecificRecord> T read(Class<T> type, JsonParser json)
      throws IOException {
    return type.cast(record(SpecificData.get().getSchema(type), json));
  }

  private static SpecificRecord record(Schema schema, JsonParser json) throws IOException {
    require(json, JsonToken.START_OBJECT, schema);
    SpecificRecord made =
        (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      if (field.hasDefaultValue()) {
        made.put(field.pos(), SpecificData.get().getDefaultValue(field));
      }
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      Schema.Field field = schema.getField(json.currentName());
      json.nextToken();
      if (field == null) {
        json.skipChildren();
      } else {
        made.put(field.pos(), value(field.schema(), json));
      }
    }
    return made;
  }

  private static @Nullable Object value(Schema schema, JsonParser json) throws IOException {
    return switch (schema.getType()) {
      case UNION ->
          json.currentToken() == JsonToken.VALUE_NULL ? null : value(present(schema), json);
      case RECORD -> record(schema, json);
      case ARRAY -> list(schema, json);
      case ENUM -> constant(schema, json);
      case STRING -> text(schema, json);
      case INT -> json.getIntValue();
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
              ? time(schema, json)
              : json.getLongValue();
      case BOOLEAN -> json.getBooleanValue();
      case FLOAT, DOUBLE, BYTES, FIXED, MAP, NULL ->
          throw new IllegalArgumentException("no record here has a " + schema);
    };
  }

  private static Schema present(Schema union) {
    return union.getTypes().stream()
        .filter(type -> type.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nothing but null in " + union));
  }

  private static List<@Nullable Object> list(Schema schema, JsonParser json) throws IOException {
    require(json, JsonToken.START_ARRAY, schema);
    List<@Nullable Object> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(schema.getElementType(), json));
    }
    return items;
  }

  private static Object constant(Schema schema, JsonParser json) throws IOException {
    String name = text(schema, json);
    String known = schema.hasEnumSymbol(name) ? name : schema.getEnumDefault();
    if (known == null) {
      throw new IOException("there is no " + schema.getName() + " " + name);
    }
    return SpecificData.get().createEnum(known, schema);
  }

  private static Instant time(Schema schema, JsonParser json) throws IOException {
    try {
      return Instant.parse(text(schema, json));
    } catch (DateTimeException e) {
      throw new IOException("a time is expected", e);
    }
  }

  private static String text(Schema schema, JsonParser json) throws IOException {
    require(json, JsonToken.VALUE_STRING, schema);
    return json.getText();
  }

  private static void require(JsonParser json, JsonToken token, Schema schema) throws IOException {
    if (json.currentToken() != token) {
      throw new IOException(
          "%s is expected for a %s, not %s"
              .formatted(token, schema.getName(), json.currentToken()));
    }
  }
}
