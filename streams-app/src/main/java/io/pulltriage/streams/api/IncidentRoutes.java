package io.pulltriage.streams.api;

import io.pulltriage.streams.query.Field;
import io.pulltriage.streams.query.ReadModel;
import java.time.InstantSource;
import java.util.List;

/** Incidents. */
final class IncidentRoutes implements Resource {

  private final ReadModel model;
  private final InstantSource clock;

  IncidentRoutes(ReadModel model, InstantSource clock) {
    this.model = model;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/incidents", this::list).with(Filters.withPages(Field.Subject.INCIDENT)),
        Route.get("/api/v1/incidents/{id}", this::one));
  }

  private Reply list(Call call) {
    return Json.answer(
        () ->
            model.incidents(
                Filters.read(call.query(), clock),
                call.caller().visibility(),
                Filters.page(call.query())),
        Json::writePage);
  }

  private Reply one(Call call) {
    return Json.one(() -> model.incident(call.rest(), call.caller().visibility()), "incident");
  }
}
