package io.pulltriage.streams.service;

import io.pulltriage.schemas.internal.UnreadText;
import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.streams.api.Access;
import io.pulltriage.streams.api.AnswerSchemas;
import io.pulltriage.streams.api.Call;
import io.pulltriage.streams.api.Json;
import io.pulltriage.streams.api.Reply;
import io.pulltriage.streams.api.Resource;
import io.pulltriage.streams.api.Route;
import io.pulltriage.streams.api.SchemaNode;
import io.pulltriage.streams.query.Answer;
import io.pulltriage.streams.query.IncidentQueries;
import io.pulltriage.streams.query.UnreadTexts;
import java.util.List;

/** Texts that no rule reads. */
final class UnreadRoutes implements Resource {

  private final IncidentQueries queries;

  UnreadRoutes(IncidentQueries queries) {
    this.queries = queries;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/unread-texts",
                "listUnreadTexts",
                "Messages that no rule reads, by their wording, with all names masked.",
                this::list)
            // A wording is nobody's, so it cannot be told to whom it may be shown.
            .withAccess(Access.READ_ALL)
            .answering("The most frequent first.", schema()));
  }

  private static SchemaNode schema() {
    SchemaNode text =
        SchemaNode.object()
            .property("shape", SchemaNode.string().described("The wording."))
            .property("cause", SchemaNode.choice(List.of("UNKNOWN", "NO_DETAIL")))
            .property("reasons", SchemaNode.array(SchemaNode.string()))
            .property("seen", SchemaNode.integer().described("How often."))
            .property("firstSeen", SchemaNode.time())
            .property("lastSeen", SchemaNode.time());
    return AnswerSchemas.withCompleteness(
        SchemaNode.object()
            .property("items", SchemaNode.array(text))
            .property(
                "dropped",
                SchemaNode.integer().described("Texts of wordings that are no longer kept.")));
  }

  private Reply list(Call call) {
    Answer<UnreadTexts> answer = queries.unreadTexts();
    return Reply.json(
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("items");
          for (UnreadText text : answer.content().texts()) {
            out.writeStartObject();
            JsonRecords.writeFields(text, out);
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeNumberField("dropped", answer.content().dropped());
          Json.writeCompleteness(answer.completeness(), out);
          out.writeEndObject();
        });
  }
}
