package io.pulltriage.streams.api;

import io.pulltriage.schemas.Incident;
import io.pulltriage.streams.query.IncidentQueries;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Incidents. */
final class IncidentRoutes implements Resource {

  private final IncidentQueries queries;
  private final InstantSource clock;

  IncidentRoutes(IncidentQueries queries, InstantSource clock) {
    this.queries = queries;
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
            .with(Stream.concat(Filters.INCIDENTS.stream(), Filters.PAGE.stream()).toList())
            .answering("A page of incidents.", AnswerSchemas.page("Incident")),
        Route.get(
                "/api/v1/incidents/{id}",
                "getIncident",
                "One incident. Slashes of its id may stand as they are or encoded.",
                this::one)
            .answering("The incident.", Lookups.schema(Incident.getClassSchema())));
  }

  private Reply list(Call call) {
    return Reply.json(
        Json.page(
            queries.incidents(
                Filters.incidents(call.query(), clock),
                call.caller().visibility(),
                Filters.page(call.query()))));
  }

  private Reply one(Call call) {
    return Lookups.reply(queries.incident(call.rest(), call.caller().visibility()), "an incident");
  }
}
