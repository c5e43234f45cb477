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
import io.pulltriage.streams.api.SchemaNode;
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
        Route.get(
                "/api/v1/alerts",
                "getAlerts",
                "How each sink of alerts stands, and which messages were given up.",
                this::show)
            .withAccess(Access.READ_ALL)
            .answering("Of the whole application.", overview()),
        Route.post(
                "/api/v1/alerts/retry",
                "retryAlerts",
                "Has all messages tried anew that were given up.",
                SchemaNode.of("object").with("maxProperties", 0),
                this::retry)
            .withAccess(Access.ADMIN)
            .answering(
                ACCEPTED,
                new Route.Response(
                    "Every instance will try.",
                    Reply.JSON,
                    SchemaNode.object()
                        .property(
                            "parked",
                            SchemaNode.integer().described("How many had been given up.")))));
  }

  private static SchemaNode overview() {
    SchemaNode sink =
        SchemaNode.object()
            .property("name", SchemaNode.string())
            .property("type", SchemaNode.string().described("What kind of receiver it is."))
            .property(
                "open",
                SchemaNode.integer()
                    .described("Of how many it was told that they began, and not yet their end."))
            .property("parked", SchemaNode.integer().described("Messages that were given up."))
            .property(
                "lastTold",
                SchemaNode.time()
                    .orNull()
                    .described("When it was told last of what is open or given up."));
    SchemaNode parked =
        SchemaNode.object()
            .property("sink", SchemaNode.string())
            .property("kind", SchemaNode.choice(List.of("incident", "outbreak")))
            .property("id", SchemaNode.string())
            .property("why", SchemaNode.string().described("What went wrong at last."));
    return SchemaNode.object()
        .property("sinks", SchemaNode.array(sink))
        .property("parked", SchemaNode.array(parked))
        .property(
            "error",
            SchemaNode.string()
                .orNull()
                .described("What keeps the instance that answers from telling; null for nothing."));
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
