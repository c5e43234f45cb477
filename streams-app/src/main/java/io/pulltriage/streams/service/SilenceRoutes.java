package io.pulltriage.streams.service;

import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.streams.alert.decide.Silence;
import io.pulltriage.streams.alert.kafka.AlertService;
import io.pulltriage.streams.api.Access;
import io.pulltriage.streams.api.Call;
import io.pulltriage.streams.api.Json;
import io.pulltriage.streams.api.Problem;
import io.pulltriage.streams.api.Reply;
import io.pulltriage.streams.api.Resource;
import io.pulltriage.streams.api.Route;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Times for which nobody is told of what they match. */
final class SilenceRoutes implements Resource {

  private static final String PATH = "/api/v1/silences";
  private static final int CREATED = 201;

  private final AlertDoor alerts;
  private final InstantSource clock;

  SilenceRoutes(Optional<AlertService> alerts, InstantSource clock) {
    this.alerts = new AlertDoor(alerts);
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(PATH, this::list).withAccess(Access.READ_ALL),
        Route.post(PATH, this::create).withAccess(Access.ADMIN),
        Route.delete(PATH + "/{id}", this::end));
  }

  private Reply list(Call call) {
    List<Silence> lasting = lasting();
    return Reply.json(
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("items");
          for (Silence silence : lasting) {
            write(silence, out);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private Reply create(Call call) {
    SilenceRequest request = SilenceRequest.read(call.body());
    if (!request.until().isAfter(clock.instant())) {
      throw Problem.of(400, "until must be in the future, is " + request.until()).exception();
    }
    Silence silence =
        new Silence(
            UUID.randomUUID().toString(),
            request.match(),
            request.until(),
            call.caller().name(),
            request.comment());
    alerts.change(service -> service.silence(silence.id(), silence));
    return new Reply.Content(CREATED, Reply.JSON, Json.bytes(out -> write(silence, out)), Map.of());
  }

  private Reply end(Call call) {
    Silence found =
        lasting().stream()
            .filter(silence -> silence.id().equals(call.rest()))
            .findFirst()
            .orElseThrow(() -> Problem.of(404, "no such silence lasts").exception());
    if (found.isConfigured()) {
      throw Problem.of(409, "this silence is of the configuration, which alone can end it")
          .exception();
    }
    alerts.change(service -> service.silence(found.id(), null));
    return Reply.json(out -> write(found, out));
  }

  private List<Silence> lasting() {
    return alerts.overview().silences().stream()
        .filter(silence -> clock.instant().isBefore(silence.until()))
        .toList();
  }

  private static void write(Silence silence, JsonGenerator out) throws IOException {
    out.writeStartObject();
    JsonRecords.writeFields(silence.toRecord(), out);
    out.writeEndObject();
  }
}
