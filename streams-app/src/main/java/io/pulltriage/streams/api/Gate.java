package io.pulltriage.streams.api;

import io.javalin.http.Context;
import io.pulltriage.http.RequestThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each request passes, in this order: who asks, what they may, how often; then the query and
 * the body, which is read only now; then the answer on its way out.
 */
final class Gate {

  /** The largest body that is taken. */
  static final int MOST_BODY = 1 << 20;

  /** Attribute of a request: the path of its route as the document writes it. */
  static final String ROUTE = "route";

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private final Callers callers;
  private final RateLimiter limiter;
  private final Answers answers;
  private final RequestThreads threads;

  Gate(Callers callers, RateLimiter limiter, Answers answers, RequestThreads threads) {
    this.callers = callers;
    this.limiter = limiter;
    this.answers = answers;
    this.threads = threads;
  }

  /** Answers a request for a route. */
  void handle(Route route, Context context) throws IOException, InterruptedException {
    context.attribute(ROUTE, route.path());
    String client = context.req().getRemoteAddr();
    Caller caller = callers.of(header(context, "Authorization"), client);
    Callers.require(route.access(), caller);
    if (!Transport.HEALTH.contains(route.path())) {
      limit(caller, client);
    }
    Query query = Query.parse(context.queryString(), route.parameters());
    String rest = rest(route, context);
    Call.Headers headers = name -> header(context, name);
    if (route.takesBody()) {
      requireJson(context);
      context.future(
          () ->
              body(context)
                  .thenApplyAsync(
                      body -> content(route, new Call(caller, query, rest, headers, body)),
                      threads.others())
                  .thenCompose(content -> answers.send(content, context)));
      return;
    }
    Reply reply = answer(route, new Call(caller, query, rest, headers, new byte[0]));
    if (reply instanceof Reply.Content content) {
      context.future(() -> answers.send(content, context));
    } else if (reply instanceof Reply.Stream stream) {
      send(stream, context);
    }
  }

  private static Reply.Content content(Route route, Call call) {
    if (answer(route, call) instanceof Reply.Content content) {
      return content;
    }
    throw new IllegalStateException("a request with a body has no stream for an answer");
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

  private void limit(Caller caller, String client) {
    limiter.require(
        callers.areKnown() && !caller.equals(Caller.NOBODY)
            ? "token " + caller.name()
            : "address " + client);
  }

  private static String rest(Route route, Context context) {
    if (!route.takesRest()) {
      return "";
    }
    // As it was sent: what a server makes of dots and encoded slashes is not what an id means.
    String path = context.req().getRequestURI();
    return PercentText.decoded(path.substring(route.fixedPath().length()), false, "the path");
  }

  private static void requireJson(Context context) {
    String type = header(context, "Content-Type").orElse("").toLowerCase(Locale.ROOT);
    int parameters = type.indexOf(';');
    String media = parameters < 0 ? type : type.substring(0, parameters);
    if (!media.strip().equals(Reply.JSON)) {
      throw Problem.of(415, "the body must be " + Reply.JSON).exception();
    }
  }

  private static CompletableFuture<byte[]> body(Context context) {
    try {
      return BodyReader.read(context.req(), MOST_BODY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> header(Context context, String name) {
    return Optional.ofNullable(context.header(name));
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
