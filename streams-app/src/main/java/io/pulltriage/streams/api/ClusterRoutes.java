package io.pulltriage.streams.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.streams.query.Answer;
import io.pulltriage.streams.query.ClusterReport;
import io.pulltriage.streams.query.IncidentQueries;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Clusters. */
final class ClusterRoutes implements Resource {

  private final IncidentQueries queries;

  ClusterRoutes(IncidentQueries queries) {
    this.queries = queries;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/clusters",
                "listClusters",
                "How each cluster's collection stands.",
                this::list)
            .answering("All clusters, by name.", schema()));
  }

  private Reply list(Call call) {
    Answer<List<ClusterReport>> answer = queries.clusters(call.caller().visibility());
    return Reply.json(
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("items");
          for (ClusterReport report : answer.content()) {
            write(report, out);
          }
          out.writeEndArray();
          out.writeNullField("next");
          Json.writeCompleteness(answer.completeness(), out);
          out.writeEndObject();
        });
  }

  static void write(ClusterReport report, JsonGenerator out) throws IOException {
    out.writeStartObject();
    JsonRecords.writeFields(report.status(), out);
    out.writeStringField("health", ClusterHealth.of(report).name());
    out.writeNumberField("ageSeconds", report.age().toSeconds());
    out.writeEndObject();
  }

  private static SchemaNode schema() {
    SchemaNode cluster =
        RecordSchemas.fields(ClusterStatus.getClassSchema())
            .property(
                "health",
                SchemaNode.choice(Stream.of(ClusterHealth.values()).map(Enum::name).toList())
                    .described("How far what is known of it can be relied on."))
            .property(
                "ageSeconds",
                SchemaNode.integer().described("How long ago its producer was last heard of."));
    return AnswerSchemas.withCompleteness(
        SchemaNode.object()
            .property("items", SchemaNode.array(cluster))
            .property("next", SchemaNode.of("null").described("There is one page.")));
  }
}
