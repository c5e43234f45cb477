package io.pulltriage.streams.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** All routes: serves them, and refuses what they do not take. Immutable. */
final class RouteTable {

  private static final String REST = "<rest>";

  private final List<Route> routes;

  RouteTable(List<Resource> resources) {
    List<Route> all = new ArrayList<>();
    resources.forEach(resource -> all.addAll(resource.routes()));
    this.routes = List.copyOf(all);
  }

  List<Route> routes() {
    return routes;
  }

  /** Mounts all routes, each behind a gate. */
  void mount(RoutesConfig app, Gate gate) {
    Map<String, List<Route>> byPath = new LinkedHashMap<>();
    routes.forEach(
        route ->
            byPath
                .computeIfAbsent(
                    route.takesRest() ? route.fixedPath() + REST : route.path(),
                    path -> new ArrayList<>())
                .add(route));
    byPath.forEach((path, all) -> mount(app, gate, path, all));
  }

  private static void mount(RoutesConfig app, Gate gate, String path, List<Route> routes) {
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      HandlerType method = HandlerType.findOrCreate(route.method());
      app.addHttpHandler(method, path, context -> gate.handle(route, context));
      allowed.add(route.method());
      if (method.equals(HandlerType.GET)) {
        app.addHttpHandler(HandlerType.HEAD, path, context -> gate.handle(route, context));
        allowed.add(HandlerType.HEAD.name());
      }
    }
    String allow = String.join(", ", allowed);
    for (HandlerType method : HandlerType.values()) {
      if (method.isHttpMethod() && !allowed.contains(method.name())) {
        app.addHttpHandler(method, path, context -> refuse(context, allow));
      }
    }
  }

  private static void refuse(Context context, String allow) {
    throw Problem.of(405, context.method() + " is not taken here; " + allow + " are")
        .withHeader("Allow", allow)
        .exception();
  }
}
