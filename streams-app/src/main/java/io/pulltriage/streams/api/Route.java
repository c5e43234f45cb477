package io.pulltriage.streams.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that can be asked for. Immutable; made by {@link #get}, {@link #post} or {@link
 * #delete} and refined.
 *
 * @param method GET (which answers HEAD as well), POST, PUT or DELETE
 * @param path as the document writes it; a last part in braces takes all that is left of a path,
 *     slashes included
 * @param id its name in the document
 * @param summary for the document
 * @param access who may use it
 * @param parameters what its query may hold
 * @param requestSchema what its body must be; empty where it takes none
 * @param responses what it answers, by status
 * @param documented whether it is part of the interface
 * @param handler answers
 */
public record Route(
    String method,
    String path,
    String id,
    String summary,
    Access access,
    List<QueryParameter> parameters,
    Optional<SchemaNode> requestSchema,
    Map<Integer, Response> responses,
    boolean documented,
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

  /**
   * What a route answers.
   *
   * @param description for the document
   * @param type of the content
   * @param schema of the content
   */
  public record Response(String description, String type, SchemaNode schema) {}

  /** Keeps what it is given. */
  public Route {
    parameters = List.copyOf(parameters);
    responses = Map.copyOf(responses);
  }

  /** Reads something: for whoever has a token. */
  public static Route get(String path, String id, String summary, Handler handler) {
    return new Route(
        "GET",
        path,
        id,
        summary,
        Access.READ,
        List.of(),
        Optional.empty(),
        Map.of(),
        true,
        handler);
  }

  /** Asks with a body. */
  public static Route post(
      String path, String id, String summary, SchemaNode body, Handler handler) {
    return new Route(
        "POST",
        path,
        id,
        summary,
        Access.READ,
        List.of(),
        Optional.of(body),
        Map.of(),
        true,
        handler);
  }

  /** Ends something. */
  public static Route delete(String path, String id, String summary, Handler handler) {
    return new Route(
        "DELETE",
        path,
        id,
        summary,
        Access.ADMIN,
        List.of(),
        Optional.empty(),
        Map.of(),
        true,
        handler);
  }

  /** The same for others. */
  public Route withAccess(Access other) {
    return new Route(
        method,
        path,
        id,
        summary,
        other,
        parameters,
        requestSchema,
        responses,
        documented,
        handler);
  }

  /** The same with parameters. */
  public Route with(List<QueryParameter> more) {
    return new Route(
        method, path, id, summary, access, more, requestSchema, responses, documented, handler);
  }

  /** The same, which answers with JSON. */
  public Route answering(String description, SchemaNode schema) {
    return answering(200, new Response(description, Reply.JSON, schema));
  }

  /** The same, which answers so. */
  public Route answering(int status, Response response) {
    Map<Integer, Response> more = new java.util.HashMap<>(responses);
    more.put(status, response);
    return new Route(
        method, path, id, summary, access, parameters, requestSchema, more, documented, handler);
  }

  /** The same, which the document does not speak of. */
  public Route undocumented() {
    return new Route(
        method, path, id, summary, access, parameters, requestSchema, responses, false, handler);
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
