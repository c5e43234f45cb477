package io.pulltriage.streams.api;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Whether the instance lives and serves, its numbers, and what its interface is. */
final class OperationRoutes implements Resource {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private final Supplier<List<String>> illness;
  private final Supplier<List<String>> obstacles;
  private final PrometheusMeterRegistry registry;
  private final Reply document = document();

  /**
   * The routes.
   *
   * @param illness why the instance cannot go on; empty while it is well
   * @param obstacles what keeps it from serving; empty while it is ready
   */
  OperationRoutes(
      Supplier<List<String>> illness,
      Supplier<List<String>> obstacles,
      PrometheusMeterRegistry registry) {
    this.illness = illness;
    this.obstacles = obstacles;
    this.registry = registry;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/live", call -> health(illness.get(), "live")).withAccess(Access.OPEN),
        Route.get("/ready", call -> health(obstacles.get(), "ready")).withAccess(Access.OPEN),
        Route.get("/metrics", this::metrics).withAccess(Access.READ_ALL),
        Route.get("/openapi.json", call -> document).withAccess(Access.OPEN));
  }

  private static Reply document() {
    try (InputStream file = OperationRoutes.class.getResourceAsStream("openapi.json")) {
      return new Reply.Content(
          200, Reply.JSON, Objects.requireNonNull(file).readAllBytes(), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.json cannot be read", e);
    }
  }

  private static Reply health(List<String> obstacles, String well) {
    return obstacles.isEmpty()
        ? Reply.text(200, TEXT, well + '\n')
        : Reply.text(503, TEXT, String.join("\n", obstacles) + '\n');
  }

  private Reply metrics(Call call) {
    return new Reply.Content(
        200,
        METRICS,
        registry.scrape().getBytes(java.nio.charset.StandardCharsets.UTF_8),
        Map.of());
  }
}
