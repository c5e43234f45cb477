package io.pulltriage.streams.api;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever goes wrong into problem details that tell nothing of the inside. */
final class Problems extends ErrorHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  /** Answers for all that handlers throw, and for what no route is there for. */
  static void mount(Javalin app) {
    app.exception(ProblemException.class, (e, context) -> send(e.problem(), context));
    app.exception(
        HttpResponseException.class, (e, context) -> send(of(e.getStatus(), context), context));
    app.exception(
        Exception.class,
        (e, context) -> {
          if (e instanceof EofException || e instanceof InterruptedException) {
            LOG.debug("a client has gone", e);
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

  private static void send(Problem problem, Context context) {
    Gate.send(Json.problem(problem), context);
  }

  /** What the server itself refuses before any handler sees it. */
  @Override
  public void handle(
      String target, Request base, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    base.setHandled(true);
    int status = response.getStatus();
    byte[] body = Json.problem(Problem.of(status, "the request cannot be read")).body();
    SecurityHeaders.ALL.forEach(response::setHeader);
    response.setContentType(Reply.PROBLEM);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** What is so broken that there is no request. */
  @Override
  public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
    SecurityHeaders.ALL.forEach(fields::put);
    fields.put("Content-Type", Reply.PROBLEM);
    return ByteBuffer.wrap(Json.problem(Problem.of(status, "the request cannot be read")).body());
  }
}
