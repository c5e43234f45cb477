package io.pulltriage.streams.api;

import java.util.List;

/**
 * One thing that can be asked for; {@code openapi.json} describes those that are part of the
 * interface. Immutable; made by {@link #get}, {@link #post} or {@link #delete} and refined.
 *
 * @param method GET (which answers HEAD as well), POST or DELETE
 * @param path as the document writes it; a last part in braces takes all that is left of a path,
 *     slashes included
 * @param access who may use it
 * @param parameters what its query may hold
 * @param takesBody whether it takes a body, of JSON
 * @param handler answers
 */
public record Route(
    String method,
    String path,
    Access access,
    List<QueryParameter> parameters,
    boolean takesBody,
    Handler handler) {

  /** Answers requests; called by several threads. */
  @FunctionalInterface
  public interface Handler {

    /**
     * Answers a request.
     *
     * @throws ProblemException for what cannot be answered
     * @throws IllegalArgumentException for what the request has wrong, with a message for whoever
     *     asked
     */
    Reply handle(Call call);
  }

  /** Keeps what it is given. */
  public Route {
    parameters = List.copyOf(parameters);
  }

  /** Reads something: for whoever has a token. */
  public static Route get(String path, Handler handler) {
    return new Route("GET", path, Access.READ, List.of(), false, handler);
  }

  /** Asks with a body: for whoever has a token. */
  public static Route post(String path, Handler handler) {
    return new Route("POST", path, Access.READ, List.of(), true, handler);
  }

  /** Ends something: for whoever may change things. */
  public static Route delete(String path, Handler handler) {
    return new Route("DELETE", path, Access.ADMIN, List.of(), false, handler);
  }

  /** The same for others. */
  public Route withAccess(Access other) {
    return new Route(method, path, other, parameters, takesBody, handler);
  }

  /** The same with parameters. */
  public Route with(List<QueryParameter> more) {
    return new Route(method, path, access, more, takesBody, handler);
  }

  /** The path without a last part in braces. */
  String fixedPath() {
    int brace = path.indexOf('{');
    return brace < 0 ? path : path.substring(0, brace);
  }

  boolean takesRest() {
    return path.endsWith("}");
  }
}
