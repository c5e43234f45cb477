package io.pulltriage.streams.api;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.micrometer.core.instrument.Timer;
import io.pulltriage.http.RequestThreads;
import io.pulltriage.streams.config.ApiConfig;
import io.pulltriage.streams.config.LimitsConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Serves the REST interface and the page. Thread-safe. */
public final class ApiServer implements AutoCloseable {

  private static final String ROUTE_OF_NONE = "none";

  private final Javalin app;
  private final ApiConfig config;
  private final List<Route> routes;
  private final StreamRoutes streams;

  private ApiServer(Javalin app, ApiConfig config, List<Route> routes, StreamRoutes streams) {
    this.app = app;
    this.config = config;
    this.routes = routes;
    this.streams = streams;
  }

  /**
   * Begins to listen.
   *
   * @param more resources beside those of {@link ApiServices}: alerts, the page
   * @param environment where tokens may be
   * @throws IllegalArgumentException if a setting cannot be used; names it
   * @throws PortTakenException if another program listens there
   */
  public static ApiServer start(
      ApiConfig config, ApiServices services, List<Resource> more, Map<String, String> environment)
      throws PortTakenException {
    Callers callers = Callers.read(config, environment, System::nanoTime);
    refuseOpenDoor(config, callers);
    LimitsConfig limits = config.limits();
    RateLimiter limiter =
        new RateLimiter(limits.requestsPerSecond(), limits.burst(), System::nanoTime);
    RequestThreads threads = Transport.threads(config);
    Answers answers = new Answers();
    Gate gate = new Gate(callers, limiter, answers, threads);
    StreamRoutes streams = new StreamRoutes(services.readModel(), limits, services.clock());
    RouteTable routes = new RouteTable(resources(services, streams, more));
    HostCheck hosts = new HostCheck(config, callers.areKnown());
    Javalin app =
        Javalin.create(
            javalin -> {
              Problems problems = new Problems(answers);
              Transport.configure(javalin.jetty, config, threads, problems);
              configure(javalin, config, services);
              problems.mount(javalin.routes);
              javalin.routes.before(context -> before(context, config, hosts));
              routes.mount(javalin.routes, gate);
            });
    try {
      app.start();
    } catch (JavalinBindException e) {
      app.stop();
      throw new PortTakenException(config.host(), config.port(), e);
    }
    return new ApiServer(app, config, routes.routes(), streams);
  }

  private static void before(Context context, ApiConfig config, HostCheck hosts) {
    SecurityHeaders.ALL.forEach(context::header);
    if (config.tls().isOn()) {
      context.header("Strict-Transport-Security", "max-age=31536000");
    }
    hosts.check(context);
  }

  private static List<Resource> resources(
      ApiServices services, StreamRoutes streams, List<Resource> more) {
    var model = services.readModel();
    List<Resource> all =
        new ArrayList<>(
            List.of(
                new IncidentRoutes(model, services.clock()),
                new OutbreakRoutes(model, services.clock()),
                new ClusterRoutes(model, services.clock()),
                new SummaryRoutes(model),
                streams,
                new ExplainRoutes(services.explainer()),
                new OperationRoutes(
                    services.illness(), services.obstacles(), services.registry())));
    all.addAll(more);
    return all;
  }

  private static void configure(JavalinConfig javalin, ApiConfig config, ApiServices services) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.startupWatcherEnabled = false;
    // Answers go past Javalin's own compression.
    javalin.http.compressionStrategy = CompressionStrategy.NONE;
    if (!config.allowedOrigins().isEmpty()) {
      javalin.bundledPlugins.enableCors(
          cors -> cors.addRule(rule -> config.allowedOrigins().forEach(rule::allowHost)));
    }
    javalin.requestLogger.http((context, millis) -> count(context, millis, services));
  }

  private static void count(Context context, Float millis, ApiServices services) {
    String route = context.attribute(Gate.ROUTE);
    Timer.builder("http.server.requests")
        .description("Requests that were answered, and how long it took.")
        .tag("method", context.method().name())
        .tag("route", route == null ? ROUTE_OF_NONE : route)
        .tag("status", String.valueOf(context.statusCode()))
        .register(services.registry())
        .record(Duration.ofNanos((long) (millis * 1_000_000)));
  }

  /** Whoever binds to more than this machine must have thought of who may ask. */
  private static void refuseOpenDoor(ApiConfig config, Callers callers) {
    if (isLoopback(config.host()) || callers.areKnown() || config.insecure()) {
      return;
    }
    throw new IllegalArgumentException(
        "api.host is %s, which others than this machine can reach, and there is no token: set one"
                .formatted(config.host())
            + " under api.tokens, or api.insecure to true if everyone who reaches it may see"
            + " everything");
  }

  static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("api.host: there is no address for " + host, e);
    }
  }

  /** All that is served. */
  public List<Route> routes() {
    return routes;
  }

  /** The port it listens on. */
  public int port() {
    return app.port();
  }

  /** Its address, for people. */
  public String address() {
    return (config.tls().isOn() ? "https://" : "http://") + config.host() + ':' + port();
  }

  /** Ends streams, finishes requests, stops listening. */
  @Override
  public void close() {
    streams.end();
    app.stop();
  }
}
