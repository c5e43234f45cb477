package io.pulltriage.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds answers against the OpenAPI document. */
final class DocumentCheck {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode document;
  private final JsonSchemaFactory schemas =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  DocumentCheck(String document) throws IOException {
    this.document = JSON.readTree(document);
    tighten(this.document);
  }

  /** In words of JSON Schema, and so that an object has no property that is not described. */
  private static void tighten(JsonNode node) {
    node.forEach(DocumentCheck::tighten);
    if (node instanceof ObjectNode schema && schema.path("nullable").asBoolean()) {
      schema.remove("nullable");
      ObjectNode present = schema.deepCopy();
      schema.removeAll();
      schema.putArray("anyOf").add(present).addObject().put("type", "null");
    } else if (node instanceof ObjectNode schema && schema.path("properties").isObject()) {
      schema.put("additionalProperties", false);
    }
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }

  /** The operations of a path, by method. */
  JsonNode operations(String path) {
    return document.path("paths").path(path);
  }

  JsonNode operation(String path, String method) {
    return operations(path).path(method);
  }

  /** The parameters of an operation that stand in the query, by name. */
  Map<String, JsonNode> query(String path, String method) {
    Map<String, JsonNode> parameters = new TreeMap<>();
    for (JsonNode one : operation(path, method).path("parameters")) {
      JsonNode parameter = resolved(one);
      if (parameter.path("in").asText().equals("query")) {
        parameters.put(parameter.path("name").asText(), parameter);
      }
    }
    return parameters;
  }

  /** The values that a parameter takes; empty for any. */
  List<String> choices(JsonNode parameter) {
    JsonNode schema = parameter.path("schema");
    List<String> choices = new ArrayList<>();
    resolved(schema.has("items") ? schema.path("items") : schema)
        .path("enum")
        .forEach(choice -> choices.add(choice.asText()));
    return choices;
  }

  JsonNode schema(String name) {
    return document.path("components").path("schemas").path(name);
  }

  List<String> paths() {
    List<String> paths = new ArrayList<>();
    document.path("paths").fieldNames().forEachRemaining(paths::add);
    return paths;
  }

  /** Requires that the document has the answer's route, status, type and form. */
  void require(String method, String path, HttpResponse<String> response) throws IOException {
    String plain = path.replaceAll("\\?.*", "");
    String route =
        paths().stream()
            .filter(
                one ->
                    one.equals(plain)
                        || (one.endsWith("{id}")
                            && plain.startsWith(one.substring(0, one.indexOf('{')))))
            .findFirst()
            .orElseThrow(() -> new AssertionError(plain + " is not in the document"));
    JsonNode content =
        resolved(
                operation(route, method)
                    .path("responses")
                    .path(String.valueOf(response.statusCode())))
            .path("content");
    String type = response.headers().firstValue("Content-Type").orElseThrow().replaceAll(";.*", "");
    JsonNode schema = content.path(type).path("schema");
    assertThat(schema.isMissingNode()).as(method + " " + route + " " + type).isFalse();
    validate(
        schema,
        type.endsWith("json") ? JSON.readTree(response.body()) : new TextNode(response.body()));
  }

  void requireProblem(String body) throws IOException {
    validate(
        JSON.createObjectNode().put("$ref", "#/components/schemas/Problem"), JSON.readTree(body));
  }

  private void validate(JsonNode schema, JsonNode value) {
    ObjectNode root = schema.deepCopy();
    root.set("components", document.path("components"));
    assertThat(schemas.getSchema(root).validate(value)).isEmpty();
  }
}
