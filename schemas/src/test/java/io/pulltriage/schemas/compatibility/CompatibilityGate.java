package io.pulltriage.schemas.compatibility;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * Holds a schema against a released one: each must read what the other writes, because producers,
 * the analyzer and other people's programs are never upgraded at the same moment. Beyond what Avro
 * asks for, a released field keeps its name and its default: a reader would otherwise find the
 * default where it used to find a value, and nobody would notice.
 */
final class CompatibilityGate {

  private final String version;

  /** Compares with the schemas of a version. */
  CompatibilityGate(String version) {
    this.version = version;
  }

  /** What speaks against a change, each as a sentence that names the schema and the field. */
  List<String> objections(Schema released, Schema now) {
    Set<String> objections = new LinkedHashSet<>();
    String name = now.getName();
    for (Incompatibility found : incompatibilities(now, released)) {
      objections.add(
          "%s: what %s wrote cannot be read now: %s".formatted(name, version, told(now, found)));
    }
    for (Incompatibility found : incompatibilities(released, now)) {
      objections.add(
          "%s: what is written now cannot be read by %s: %s"
              .formatted(name, version, told(released, found)));
    }
    objections.addAll(losses(name, fields(released), fields(now)));
    return new ArrayList<>(objections);
  }

  private List<String> losses(
      String schema, Map<String, Schema.Field> before, Map<String, Schema.Field> after) {
    List<String> losses = new ArrayList<>();
    before.forEach(
        (path, field) -> {
          Schema.Field successor = after.get(path);
          if (successor == null) {
            losses.add("%s: field %s of %s is gone".formatted(schema, path, version));
          } else if (field.hasDefaultValue() && !successor.hasDefaultValue()) {
            losses.add("%s: field %s has lost its default".formatted(schema, path));
          }
        });
    return losses;
  }

  private static List<Incompatibility> incompatibilities(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities();
  }

  private static String told(Schema reader, Incompatibility found) {
    return "field %s: %s (%s)"
        .formatted(path(reader, found.getLocation()), found.getType(), found.getMessage());
  }

  /**
   * Turns a place in the schema's JSON, such as {@code /fields/3/type/items}, into field names. It
   * never leads into a union, whose branches match as a whole or not at all.
   */
  private static String path(Schema reader, String location) {
    StringBuilder path = new StringBuilder();
    Iterator<String> steps = Arrays.stream(location.split("/")).skip(1).iterator();
    Schema schema = reader;
    while (steps.hasNext()) {
      String step = steps.next();
      if (step.equals("fields") && steps.hasNext()) {
        Schema.Field field = schema.getFields().get(Integer.parseInt(steps.next()));
        path.append(path.isEmpty() ? "" : ".").append(field.name());
        schema = field.schema();
      } else if (step.equals("items")) {
        path.append("[]");
        schema = schema.getElementType();
      } else if (step.equals("values")) {
        path.append("{}");
        schema = schema.getValueType();
      }
    }
    return path.toString();
  }

  private static Map<String, Schema.Field> fields(Schema schema) {
    Map<String, Schema.Field> fields = new LinkedHashMap<>();
    collect(schema, "", fields);
    return fields;
  }

  private static void collect(Schema schema, String path, Map<String, Schema.Field> fields) {
    switch (schema.getType()) {
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          String name = path.isEmpty() ? field.name() : path + "." + field.name();
          fields.put(name, field);
          collect(field.schema(), name, fields);
        }
      }
      case ARRAY -> collect(schema.getElementType(), path + "[]", fields);
      case MAP -> collect(schema.getValueType(), path + "{}", fields);
      case UNION -> schema.getTypes().forEach(type -> collect(type, path, fields));
      default -> {
        // The other types have no fields.
      }
    }
  }
}
