package io.pulltriage.streams.api;

import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** What records look like in JSON, made of their Avro schemas. Pure. */
final class RecordSchemas {

  private RecordSchemas() {}

  /** Schemas of all records that answers hold, and of the records and enums within them. */
  static Map<String, SchemaNode> all() {
    Map<String, SchemaNode> schemas = new LinkedHashMap<>();
    for (Schema record :
        List.of(
            Incident.getClassSchema(), Outbreak.getClassSchema(), ClusterStatus.getClassSchema())) {
      define(record, schemas);
    }
    return schemas;
  }

  /** An object of a record's fields, which can be given more properties. */
  static SchemaNode fields(Schema record) {
    SchemaNode object = SchemaNode.object();
    for (Schema.Field field : record.getFields()) {
      object = object.property(field.name(), described(field, new LinkedHashMap<>()));
    }
    return object;
  }

  private static SchemaNode described(Schema.Field field, Map<String, SchemaNode> schemas) {
    SchemaNode schema = of(field.schema(), schemas);
    return Optional.ofNullable(field.doc()).map(schema::described).orElse(schema);
  }

  private static void define(Schema schema, Map<String, SchemaNode> schemas) {
    if (schemas.containsKey(schema.getName())) {
      return;
    }
    SchemaNode node;
    if (schema.getType() == Schema.Type.ENUM) {
      node = SchemaNode.choice(schema.getEnumSymbols());
    } else {
      node = SchemaNode.object();
      for (Schema.Field field : schema.getFields()) {
        node = node.property(field.name(), described(field, schemas));
      }
    }
    schemas.put(
        schema.getName(), Optional.ofNullable(schema.getDoc()).map(node::described).orElse(node));
  }

  private static SchemaNode of(Schema schema, Map<String, SchemaNode> schemas) {
    return switch (schema.getType()) {
      case RECORD, ENUM -> {
        define(schema, schemas);
        yield SchemaNode.reference(schema.getName());
      }
      case ARRAY -> SchemaNode.array(of(schema.getElementType(), schemas));
      case MAP -> SchemaNode.mapOf(of(schema.getValueType(), schemas));
      case UNION -> union(schema, schemas);
      case STRING -> SchemaNode.string();
      case INT -> SchemaNode.integer();
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
              ? SchemaNode.time()
              : SchemaNode.integer();
      case FLOAT, DOUBLE -> SchemaNode.of("number");
      case BOOLEAN -> SchemaNode.of("boolean");
      case BYTES, FIXED, NULL -> throw new IllegalArgumentException("no JSON for " + schema);
    };
  }

  private static SchemaNode union(Schema schema, Map<String, SchemaNode> schemas) {
    List<Schema> present =
        schema.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).toList();
    SchemaNode node = of(present.get(0), schemas);
    return schema.isNullable() ? node.orNull() : node;
  }
}
