package io.pulltriage.streams.service;

import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.schemas.AlertKind;
import io.pulltriage.streams.alert.kafka.AlertOverview;
import io.pulltriage.streams.alert.kafka.AlertOverview.Parked;
import io.pulltriage.streams.alert.kafka.AlertOverview.SinkStanding;
import io.pulltriage.streams.alert.kafka.AlertService;
import io.pulltriage.streams.api.Access;
import io.pulltriage.streams.api.Call;
import io.pulltriage.streams.api.Json;
import io.pulltriage.streams.api.Reply;
import io.pulltriage.streams.api.Resource;
import io.pulltriage.streams.api.Route;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How telling stands, and the wish that what was given up be tried anew. */
final class AlertRoutes implements Resource {

  private static final int ACCEPTED = 202;

  private final AlertDoor alerts;

  AlertRoutes(Optional<AlertService> alerts) {
    this.alerts = new AlertDoor(alerts);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/alerts", this::show).withAccess(Access.READ_ALL),
        Route.post("/api/v1/alerts/retry", this::retry).withAccess(Access.ADMIN));
  }

  private Reply show(Call call) {
    AlertOverview overview = alerts.overview();
    Optional<String> error = alerts.error();
    return Reply.json(out -> write(overview, error, out));
  }

  private static void write(AlertOverview overview, Optional<String> error, JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("sinks");
    for (SinkStanding sink : overview.sinks()) {
      out.writeStartObject();
      out.writeStringField("name", sink.name());
      out.writeStringField("type", sink.type());
      out.writeNumberField("open", sink.open());
      out.writeNumberField("parked", sink.parked());
      out.writeStringField("lastTold", sink.lastTold().map(Instant::toString).orElse(null));
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("parked");
    for (Parked parked : overview.parked()) {
      out.writeStartObject();
      out.writeStringField("sink", parked.sink());
      out.writeStringField("kind", word(parked.kind()));
      out.writeStringField("id", parked.id());
      out.writeStringField("why", parked.why());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeStringField("error", error.orElse(null));
    out.writeEndObject();
  }

  private static String word(AlertKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private Reply retry(Call call) {
    int parked = alerts.overview().parked().size();
    alerts.change(AlertService::retryParked);
    return new Reply.Content(
        ACCEPTED,
        Reply.JSON,
        Json.bytes(
            out -> {
              out.writeStartObject();
              out.writeNumberField("parked", parked);
              out.writeEndObject();
            }),
        Map.of());
  }
}
