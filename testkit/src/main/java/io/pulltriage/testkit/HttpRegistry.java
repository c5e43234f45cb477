package io.pulltriage.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A fixture's registry, for other processes: serves over HTTP the little that serializers ask for,
 * out of the same memory that {@code mock://} addresses lead to. Thread-safe.
 */
public final class HttpRegistry implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SchemaRegistryClient schemas;
  private final HttpServer server;

  /** Serves the registry at a {@code mock://…} address, on a port of its own. */
  public HttpRegistry(String mockUrl) {
    this(mockUrl, 0);
  }

  /** The same on a given port, as one that comes back. */
  public HttpRegistry(String mockUrl, int port) {
    schemas = MockSchemaRegistry.getClientForScope(mockUrl.substring("mock://".length()));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  /** Where it listens. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    List<String> path = List.of(exchange.getRequestURI().getPath().substring(1).split("/", -1));
    try {
      answer(exchange, 200, answer(path, exchange));
    } catch (RestClientException e) {
      answer(
          exchange,
          e.getStatus(),
          Map.of("error_code", e.getErrorCode(), "message", String.valueOf(e.getMessage())));
    }
  }

  private Map<String, Object> answer(List<String> path, HttpExchange exchange)
      throws IOException, RestClientException {
    if (!path.get(0).equals("subjects")) {
      int id = Integer.parseInt(path.get(path.size() - 1));
      return Map.of("schema", schemas.getSchemaById(id).canonicalString());
    }
    String subject = path.get(1);
    if (exchange.getRequestMethod().equals("GET")) {
      SchemaMetadata latest = schemas.getLatestSchemaMetadata(subject);
      return Map.of(
          "id", latest.getId(), "version", latest.getVersion(), "schema", latest.getSchema());
    }
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    AvroSchema schema = new AvroSchema(body.path("schema").asText());
    return path.size() == 2
        ? Map.of("subject", subject, "version", schemas.getVersion(subject, schema))
        : Map.of("id", schemas.register(subject, schema));
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
