package io.pulltriage.streams.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.streams.query.ClusterReport;
import io.pulltriage.streams.query.Field;
import io.pulltriage.streams.query.ReadModel;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

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
        Route.get("/api/v1/clusters", this::list).with(Filters.of(Field.Subject.CLUSTER)));
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
}
