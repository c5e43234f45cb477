package io.pulltriage.streams.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.streams.query.ClusterReport;
import io.pulltriage.streams.query.Field;
import io.pulltriage.streams.query.ReadModel;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Clusters. */
final class ClusterRoutes implements Resource {

  private final ReadModel model;
  private final InstantSource clock;

  ClusterRoutes(ReadModel model, InstantSource clock) {
    this.model = model;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/clusters",
                "listClusters",
                "How each cluster's collection stands.",
                this::list)
            .with(Filters.of(Field.Subject.CLUSTER))
            .answering("All clusters, by name.", schema()));
  }

  private Reply list(Call call) {
    return Json.answer(
        () -> model.clusters(Filters.read(call.query(), clock), call.caller().visibility()),
        (clusters, out) -> {
          out.writeArrayFieldStart("items");
          for (ClusterReport report : clusters) {
            write(report, out);
          }
          out.writeEndArray();
          out.writeNumberField("total", clusters.size());
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
    return AnswerSchemas.withAsOf(
        SchemaNode.object()
            .property("items", SchemaNode.array(cluster))
            .property("total", SchemaNode.integer().described("Number of clusters.")));
  }
}
