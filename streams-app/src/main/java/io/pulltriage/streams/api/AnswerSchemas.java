package io.pulltriage.streams.api;

import java.util.LinkedHashMap;
import java.util.Map;

/** What answers look like beside the records in them. Pure. */
public final class AnswerSchemas {

  private static final SchemaNode MISSING =
      SchemaNode.object()
          .property("store", SchemaNode.string().described("Name of the store."))
          .property("partition", SchemaNode.integer().described("Its partition, from 0."))
          .property("why", SchemaNode.string().described("For people."))
          .described("A part of the data that could not be looked at.");

  private static final SchemaNode STALE =
      SchemaNode.object()
          .property("store", SchemaNode.string().described("Name of the store."))
          .property("partition", SchemaNode.integer().described("Its partition, from 0."))
          .property("servedBy", SchemaNode.string().described("Who has the copy."))
          .property(
              "lag",
              SchemaNode.integer()
                  .described(
                      "How many changes the copy lacked at most; 0 if none, -1 where unknown."))
          .property(
              "asOf",
              SchemaNode.time()
                  .orNull()
                  .described("Up to which time the copy is complete; null where unknown."))
          .described("A part of the data that was looked at in a copy.");

  private static final SchemaNode PROBLEM =
      SchemaNode.object()
          .property("type", SchemaNode.string())
          .property("title", SchemaNode.string().described("The kind of error."))
          .property("status", SchemaNode.integer().described("The status of HTTP."))
          .property("detail", SchemaNode.string().described("What is wrong with this request."))
          .optional("missing", SchemaNode.array(SchemaNode.reference("MissingPart")))
          .described("An error, as RFC 9457 has it.");

  private AnswerSchemas() {}

  /** The schemas that the document has under names, beside those of routes. */
  static Map<String, SchemaNode> all() {
    Map<String, SchemaNode> schemas = new LinkedHashMap<>(RecordSchemas.all());
    schemas.put("MissingPart", MISSING);
    schemas.put("StalePart", STALE);
    schemas.put("Problem", PROBLEM);
    return schemas;
  }

  /** An object with what an answer rests on. */
  public static SchemaNode withCompleteness(SchemaNode object) {
    return object
        .property(
            "complete",
            SchemaNode.of("boolean")
                .described("Whether everything was looked at, and all of it at its owner."))
        .property(
            "parts",
            SchemaNode.integer()
                .described(
                    "How many parts of the data, partitions of stores, there are to look at."))
        .property("missing", SchemaNode.array(SchemaNode.reference("MissingPart")))
        .property("stale", SchemaNode.array(SchemaNode.reference("StalePart")));
  }

  /** A page of things. */
  static SchemaNode page(String item) {
    return withCompleteness(
        SchemaNode.object()
            .property("items", SchemaNode.array(SchemaNode.reference(item)))
            .property(
                "next",
                SchemaNode.string()
                    .orNull()
                    .described(
                        "The cursor of the next page; null on the last. A page before it may hold fewer than"
                            + " the limit, even none, where looking farther would take too long.")));
  }
}
