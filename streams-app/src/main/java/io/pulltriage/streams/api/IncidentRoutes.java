package io.pulltriage.streams.api;

import io.pulltriage.schemas.Incident;
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
        Route.get(
                "/api/v1/incidents",
                "listIncidents",
                "Incidents that satisfy all filters.",
                this::list)
            .with(Filters.withPages(Field.Subject.INCIDENT))
            .answering("A page of incidents.", AnswerSchemas.page("Incident")),
        Route.get(
                "/api/v1/incidents/{id}",
                "getIncident",
                "One incident. Slashes of its id may stand as they are or encoded.",
                this::one)
            .answering("The incident.", Json.schemaOf(Incident.getClassSchema())));
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
