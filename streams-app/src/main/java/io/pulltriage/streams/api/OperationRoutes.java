package io.pulltriage.streams.api;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Whether the instance lives and serves, and its numbers. */
final class OperationRoutes implements Resource {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private final Supplier<List<String>> illness;
  private final Supplier<List<String>> obstacles;
  private final PrometheusMeterRegistry registry;

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
        Route.get(
                "/live",
                "isLive",
                "Whether the instance is well; if not, it is to be restarted.",
                this::live)
            .withAccess(Access.OPEN)
            .answering(200, text("It is."))
            .answering(503, text("It is not, and why.")),
        Route.get(
                "/ready",
                "isReady",
                "Whether the instance has read what there is and serves.",
                this::ready)
            .withAccess(Access.OPEN)
            .answering(200, text("It does."))
            .answering(503, text("It does not yet, and why.")),
        Route.get("/metrics", "getMetrics", "Numbers for Prometheus.", this::metrics)
            .withAccess(Access.READ_ALL)
            .answering(200, text("The numbers.")));
  }

  private static Route.Response text(String description) {
    return new Route.Response(description, "text/plain", SchemaNode.string());
  }

  private Reply live(Call call) {
    return health(illness.get(), "live");
  }

  private Reply ready(Call call) {
    return health(obstacles.get(), "ready");
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
