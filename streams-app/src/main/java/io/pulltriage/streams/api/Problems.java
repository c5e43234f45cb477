package io.pulltriage.streams.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever goes wrong into problem details that tell nothing of the inside. */
final class Problems extends ErrorHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private final Answers answers;

  Problems(Answers answers) {
    this.answers = answers;
  }

  /** Answers for all that handlers throw, and for what no route is there for. */
  void mount(RoutesConfig routes) {
    routes.exception(ProblemException.class, (e, context) -> send(e.problem(), context));
    routes.exception(
        HttpResponseException.class, (e, context) -> send(of(e.getStatus(), context), context));
    routes.exception(
        Exception.class,
        (e, context) -> {
          if (Answers.isSent(context) || e instanceof EofException) {
            LOG.debug("a client has gone", e);
            return;
          }
          if (e instanceof InterruptedException) {
            LOG.debug("the server ends", e);
            return;
          }
          LOG.error("a request failed: {} {}", context.method(), context.path(), e);
          send(Problem.of(500, "this is a fault of the server; its log says more"), context);
        });
  }

  private static Problem of(int status, Context context) {
    return status == 404
        ? Problem.of(404, "nothing is here; /openapi.json lists what there is")
        : Problem.of(status, context.method() + " is not answered here");
  }

  private void send(Problem problem, Context context) {
    context.future(() -> answers.send(Json.problem(problem), context));
  }

  /** What the server itself refuses before any handler sees it. */
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status =
        request.getAttribute(ERROR_STATUS) instanceof Integer one ? one : response.getStatus();
    byte[] body = unread(status);
    SecurityHeaders.ALL.forEach((name, value) -> response.getHeaders().put(name, value));
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Reply.PROBLEM);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  private static byte[] unread(int status) {
    String detail =
        status == 503 ? "too many requests wait; try again" : "the request cannot be read";
    return Json.problem(Problem.of(status, detail)).body();
  }
}
