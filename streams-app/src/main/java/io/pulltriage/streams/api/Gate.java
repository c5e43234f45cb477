package io.pulltriage.streams.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each request passes: who asks, how much, with what; then the answer on its way out. */
final class Gate {

  /** The largest body that is taken. */
  static final int MOST_BODY = 1 << 20;

  /** Attribute of a request: the path of its route as the document writes it. */
  static final String ROUTE = "route";

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final String TAG = Json.TAG;

  private final Callers callers;
  private final RateLimiter limiter;

  Gate(Callers callers, RateLimiter limiter) {
    this.callers = callers;
    this.limiter = limiter;
  }

  /** Answers a request for a route. */
  void handle(Route route, Context context) throws IOException, InterruptedException {
    context.attribute(ROUTE, route.path());
    Caller caller = callers.of(header(context, "Authorization"));
    Callers.require(route.access(), caller);
    limit(caller, context);
    Query query = Query.parse(context.queryString(), route.parameters());
    Call call =
        new Call(
            caller,
            query,
            rest(route, context),
            name -> header(context, name),
            route.requestSchema().isPresent() ? body(context) : new byte[0]);
    Reply reply = answer(route, call);
    if (reply instanceof Reply.Content content) {
      send(content, context);
    } else if (reply instanceof Reply.Stream stream) {
      send(stream, context);
    }
  }

  private static Reply answer(Route route, Call call) {
    try {
      return route.handler().handle(call);
    } catch (IllegalArgumentException e) {
      // The routes and the queries behind them say so what a request has wrong.
      LOG.debug("a request cannot be answered", e);
      throw Problem.of(400, String.valueOf(e.getMessage())).exception();
    }
  }

  private void limit(Caller caller, Context context) {
    String client =
        callers.areKnown() && !caller.equals(Caller.NOBODY)
            ? "token " + caller.name()
            : "address " + context.req().getRemoteAddr();
    int wait = limiter.take(client);
    if (wait > 0) {
      throw Problem.of(429, "too many requests; try again in " + wait + " s")
          .withHeader("Retry-After", String.valueOf(wait))
          .exception();
    }
  }

  private static String rest(Route route, Context context) {
    if (!route.takesRest()) {
      return "";
    }
    // As it was sent: what a server makes of dots and encoded slashes is not what an id means.
    String path = context.req().getRequestURI();
    return PercentText.decoded(path.substring(route.fixedPath().length()), false, "the path");
  }

  private static byte[] body(Context context) throws IOException {
    String type = header(context, "Content-Type").orElse("").toLowerCase(Locale.ROOT);
    int parameters = type.indexOf(';');
    String media = parameters < 0 ? type : type.substring(0, parameters);
    if (!media.strip().equals(Reply.JSON)) {
      throw Problem.of(415, "the body must be " + Reply.JSON).exception();
    }
    return read(context, MOST_BODY);
  }

  /** The body, if it is no larger than that. */
  static byte[] read(Context context, int most) throws IOException {
    byte[] body = context.req().getInputStream().readNBytes(most + 1);
    if (body.length > most) {
      throw Problem.of(413, "the body must have no more than " + most + " bytes")
          .withHeader("Connection", "close")
          .exception();
    }
    return body;
  }

  private static Optional<String> header(Context context, String name) {
    return Optional.ofNullable(context.header(name));
  }

  /** Sends a content; not again what the client has already. */
  static void send(Reply.Content content, Context context) {
    content.headers().forEach(context::header);
    if (content.status() == 200 && !context.method().name().equals("POST")) {
      String tag = content.headers().getOrDefault(TAG, EntityTag.of(content.body()));
      context.header(TAG, tag);
      Optional<String> known = header(context, "If-None-Match");
      if (known.filter(one -> EntityTag.isNamed(one, tag)).isPresent()) {
        context.status(304);
        return;
      }
    }
    context.status(content.status());
    context.contentType(content.type());
    context.result(content.body());
  }

  private static void send(Reply.Stream stream, Context context)
      throws IOException, InterruptedException {
    context.status(200);
    context.contentType(stream.type());
    context.header("X-Accel-Buffering", "no");
    if (!context.method().name().equals("HEAD")) {
      stream.body().writeTo(context.res().getOutputStream());
    }
  }
}
