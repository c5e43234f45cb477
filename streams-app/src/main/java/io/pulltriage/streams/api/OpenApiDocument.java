package io.pulltriage.streams.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The OpenAPI document, made of the routes that are served. Pure. */
final class OpenApiDocument {

  private static final List<Integer> ERRORS = List.of(400, 401, 403, 404, 429, 500, 503);

  private OpenApiDocument() {}

  /** The document. */
  static byte[] of(List<Route> routes, String version) {
    Map<String, Map<String, Route>> byPath = new LinkedHashMap<>();
    for (Route route : routes) {
      if (route.documented()) {
        byPath
            .computeIfAbsent(route.path(), path -> new LinkedHashMap<>())
            .put(route.method().toLowerCase(java.util.Locale.ROOT), route);
      }
    }
    return Json.bytes(
        out -> {
          out.writeStartObject();
          out.writeStringField("openapi", "3.1.0");
          writeInfo(version, out);
          out.writeObjectFieldStart("paths");
          for (Map.Entry<String, Map<String, Route>> path : byPath.entrySet()) {
            out.writeObjectFieldStart(path.getKey());
            for (Map.Entry<String, Route> route : path.getValue().entrySet()) {
              out.writeFieldName(route.getKey());
              writeOperation(route.getValue(), out);
            }
            out.writeEndObject();
          }
          out.writeEndObject();
          writeComponents(out);
          out.writeEndObject();
        });
  }

  private static void writeInfo(String version, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("info");
    out.writeStringField("title", "PullTriage");
    out.writeStringField("version", version);
    out.writeStringField(
        "description",
        "Why images will not pull, how far it reaches and what to do. Any instance answers for the"
            + " whole installation; asOf says how far it had read. Errors are problem details"
            + " (RFC 9457). Answers have entity tags, which do not depend on asOf: If-None-Match"
            + " gives 304."
            + " A token that is limited to some clusters and namespaces gets what lies in them.");
    out.writeObjectFieldStart("license");
    out.writeStringField("name", "Apache-2.0");
    out.writeStringField("identifier", "Apache-2.0");
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void writeOperation(Route route, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("operationId", route.id());
    out.writeStringField("summary", route.summary());
    out.writeArrayFieldStart("security");
    if (route.access() == Access.OPEN) {
      out.writeStartObject();
      out.writeEndObject();
    } else {
      writeSecurity(out);
    }
    out.writeEndArray();
    writeParameters(route, out);
    if (route.requestSchema().isPresent()) {
      out.writeObjectFieldStart("requestBody");
      out.writeBooleanField("required", true);
      writeContent(Reply.JSON, route.requestSchema().get(), out);
      out.writeEndObject();
    }
    writeResponses(route, out);
    out.writeEndObject();
  }

  /** A token, or none where none is set. */
  private static void writeSecurity(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("token");
    out.writeEndArray();
    out.writeEndObject();
    out.writeStartObject();
    out.writeEndObject();
  }

  private static void writeParameters(Route route, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("parameters");
    if (route.takesRest()) {
      out.writeStartObject();
      out.writeStringField(
          "name", route.path().substring(route.path().indexOf('{') + 1, route.path().length() - 1));
      out.writeStringField("in", "path");
      out.writeBooleanField("required", true);
      out.writeFieldName("schema");
      SchemaNode.string().write(out);
      out.writeEndObject();
    }
    for (QueryParameter parameter : route.parameters()) {
      parameter.write(out);
    }
    out.writeEndArray();
  }

  private static void writeResponses(Route route, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("responses");
    for (Map.Entry<Integer, Route.Response> response :
        new TreeMap<>(route.responses()).entrySet()) {
      out.writeObjectFieldStart(String.valueOf(response.getKey()));
      out.writeStringField("description", response.getValue().description());
      writeContent(response.getValue().type(), response.getValue().schema(), out);
      out.writeEndObject();
    }
    for (int status : ERRORS) {
      if (!route.responses().containsKey(status)) {
        out.writeObjectFieldStart(String.valueOf(status));
        out.writeStringField("description", Problem.of(status, "").title());
        writeContent(Reply.PROBLEM, SchemaNode.reference("Problem"), out);
        out.writeEndObject();
      }
    }
    out.writeEndObject();
  }

  private static void writeContent(String type, SchemaNode schema, JsonGenerator out)
      throws IOException {
    out.writeObjectFieldStart("content");
    out.writeObjectFieldStart(type);
    out.writeFieldName("schema");
    schema.write(out);
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void writeComponents(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("components");
    out.writeObjectFieldStart("schemas");
    for (Map.Entry<String, SchemaNode> schema : AnswerSchemas.all().entrySet()) {
      out.writeFieldName(schema.getKey());
      schema.getValue().write(out);
    }
    out.writeEndObject();
    out.writeObjectFieldStart("securitySchemes");
    out.writeObjectFieldStart("token");
    out.writeStringField("type", "http");
    out.writeStringField("scheme", "bearer");
    out.writeEndObject();
    out.writeEndObject();
    out.writeEndObject();
  }
}
