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

/** Holds answers against the OpenAPI document. */
final class DocumentCheck {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode document;
  private final JsonSchemaFactory schemas =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  DocumentCheck(String document) throws IOException {
    this.document = JSON.readTree(document);
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
        document
            .path("paths")
            .path(route)
            .path(method)
            .path("responses")
            .path(String.valueOf(response.statusCode()))
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
