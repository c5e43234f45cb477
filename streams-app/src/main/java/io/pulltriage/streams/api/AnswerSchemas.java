package io.pulltriage.streams.api;

import java.util.LinkedHashMap;
import java.util.Map;

/** What answers look like beside the records in them. Pure. */
public final class AnswerSchemas {

  private static final SchemaNode AS_OF =
      SchemaNode.object()
          .property(
              "time",
              SchemaNode.time().described("Everything committed to Kafka before is in the answer."))
          .property("lagSeconds", SchemaNode.of("number").described("Age of the answer."))
          .property(
              "behind",
              SchemaNode.of("boolean")
                  .described("Whether the instance that answered has fallen behind."))
          .described("How far the instance that answered had read.");

  private static final SchemaNode PROBLEM =
      SchemaNode.object()
          .property("type", SchemaNode.string())
          .property("title", SchemaNode.string().described("The kind of error."))
          .property("status", SchemaNode.integer().described("The status of HTTP."))
          .property("detail", SchemaNode.string().described("What is wrong with this request."))
          .described("An error, as RFC 9457 has it.");

  private AnswerSchemas() {}

  /** The schemas that the document has under names, beside those of routes. */
  static Map<String, SchemaNode> all() {
    Map<String, SchemaNode> schemas = new LinkedHashMap<>(RecordSchemas.all());
    schemas.put("AsOf", AS_OF);
    schemas.put("Problem", PROBLEM);
    return schemas;
  }

  /** An object with how far had been read. */
  static SchemaNode withAsOf(SchemaNode object) {
    return object.property("asOf", SchemaNode.reference("AsOf"));
  }

  /** A page of things. */
  static SchemaNode page(String item) {
    return withAsOf(
        SchemaNode.object()
            .property("items", SchemaNode.array(SchemaNode.reference(item)))
            .property(
                "next",
                SchemaNode.string()
                    .orNull()
                    .described("Cursor of the next page; null on the last."))
            .property("total", SchemaNode.integer().described("Number of items on all pages.")));
  }
}
