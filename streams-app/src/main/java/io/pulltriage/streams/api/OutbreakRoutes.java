package io.pulltriage.streams.api;

import io.pulltriage.streams.query.Field;
import io.pulltriage.streams.query.ReadModel;
import java.time.InstantSource;
import java.util.List;

/** Outbreaks. */
final class OutbreakRoutes implements Resource {

  private final ReadModel model;
  private final InstantSource clock;

  OutbreakRoutes(ReadModel model, InstantSource clock) {
    this.model = model;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/outbreaks", this::list).with(Filters.withPages(Field.Subject.OUTBREAK)),
        Route.get("/api/v1/outbreaks/{id}", this::one));
  }

  private Reply list(Call call) {
    return Json.answer(
        () ->
            model.outbreaks(
                Filters.read(call.query(), clock),
                call.caller().visibility(),
                Filters.page(call.query())),
        Json::writePage);
  }

  private Reply one(Call call) {
    return Json.one(() -> model.outbreak(call.rest(), call.caller().visibility()), "outbreak");
  }
}
