package io.pulltriage.streams.api;

import io.pulltriage.schemas.Outbreak;
import io.pulltriage.streams.query.IncidentQueries;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Outbreaks. */
final class OutbreakRoutes implements Resource {

  private final IncidentQueries queries;
  private final InstantSource clock;

  OutbreakRoutes(IncidentQueries queries, InstantSource clock) {
    this.queries = queries;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/outbreaks",
                "listOutbreaks",
                "Outbreaks that satisfy all filters.",
                this::list)
            .with(Stream.concat(Filters.OUTBREAKS.stream(), Filters.PAGE.stream()).toList())
            .answering("A page of outbreaks.", AnswerSchemas.page("Outbreak")),
        Route.get(
                "/api/v1/outbreaks/{id}",
                "getOutbreak",
                "One outbreak. Slashes of its id may stand as they are or encoded.",
                this::one)
            .answering("The outbreak.", Lookups.schema(Outbreak.getClassSchema())));
  }

  private Reply list(Call call) {
    return Reply.json(
        Json.page(
            queries.outbreaks(
                Filters.outbreaks(call.query(), clock),
                call.caller().visibility(),
                Filters.page(call.query()))));
  }

  private Reply one(Call call) {
    return Lookups.reply(queries.outbreak(call.rest(), call.caller().visibility()), "an outbreak");
  }
}
