package io.pulltriage.streams.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What JSON looks like, in the words of JSON Schema 2020-12. Immutable.
 *
 * @param keywords of the schema: texts, numbers, truths, lists and other schemas
 */
public record SchemaNode(Map<String, Object> keywords) {

  private static final String TYPE = "type";
  private static final String PROPERTIES = "properties";

  /** Keeps what it is given. */
  public SchemaNode {
    keywords = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(keywords));
  }

  /** Something of a type. */
  public static SchemaNode of(String type) {
    return new SchemaNode(Map.of(TYPE, type));
  }

  /** Text. */
  public static SchemaNode string() {
    return of("string");
  }

  /** A time, as RFC 3339 writes it. */
  public static SchemaNode time() {
    return string().with("format", "date-time");
  }

  /** A whole number. */
  public static SchemaNode integer() {
    return of("integer");
  }

  /** One of some texts. */
  public static SchemaNode choice(List<String> values) {
    return string().with("enum", List.copyOf(values));
  }

  /** A schema that the document has under this name. */
  public static SchemaNode reference(String name) {
    return new SchemaNode(Map.of("$ref", "#/components/schemas/" + name));
  }

  /** A list. */
  public static SchemaNode array(SchemaNode items) {
    return of("array").with("items", items);
  }

  /** An object whose keys are free. */
  public static SchemaNode mapOf(SchemaNode values) {
    return of("object").with("additionalProperties", values);
  }

  /** An object without properties yet. */
  public static SchemaNode object() {
    return of("object")
        .with(PROPERTIES, new SchemaNode(Map.of()))
        .with("required", List.of())
        .with("additionalProperties", false);
  }

  /** This object with a property that is always there. */
  public SchemaNode property(String name, SchemaNode schema) {
    List<Object> required = new ArrayList<>((List<?>) keyword("required"));
    required.add(name);
    return optional(name, schema).with("required", required);
  }

  /** This object with a property that may be absent. */
  public SchemaNode optional(String name, SchemaNode schema) {
    return with(PROPERTIES, ((SchemaNode) keyword(PROPERTIES)).with(name, schema));
  }

  /** This object with the properties of another one as well. */
  public SchemaNode and(SchemaNode other) {
    SchemaNode sum = this;
    for (Map.Entry<String, Object> property :
        ((SchemaNode) other.keyword(PROPERTIES)).keywords().entrySet()) {
      sum = sum.property(property.getKey(), (SchemaNode) property.getValue());
    }
    return sum;
  }

  /** The same, or null. */
  public SchemaNode orNull() {
    return keywords.get(TYPE) instanceof String type && !keywords.containsKey("enum")
        ? with(TYPE, List.of(type, "null"))
        : new SchemaNode(Map.of("anyOf", List.of(this, of("null"))));
  }

  /** The same with a sentence about it. */
  public SchemaNode described(String text) {
    return with("description", text);
  }

  /** The same with a keyword. */
  public SchemaNode with(String keyword, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(keywords);
    more.put(keyword, value);
    return new SchemaNode(more);
  }

  private Object keyword(String name) {
    Object value = keywords.get(name);
    if (value == null) {
      throw new IllegalStateException("not a schema of an object");
    }
    return value;
  }

  /** Writes it. */
  void write(JsonGenerator out) throws IOException {
    writeValue(this, out);
  }

  private static void writeValue(Object value, JsonGenerator out) throws IOException {
    if (value instanceof SchemaNode schema) {
      out.writeStartObject();
      for (Map.Entry<String, Object> keyword : schema.keywords().entrySet()) {
        out.writeFieldName(keyword.getKey());
        writeValue(keyword.getValue(), out);
      }
      out.writeEndObject();
    } else if (value instanceof List<?> items) {
      out.writeStartArray();
      for (Object item : items) {
        writeValue(item, out);
      }
      out.writeEndArray();
    } else {
      out.writeObject(value);
    }
  }
}
