package io.pulltriage.classifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Messages with the cause that a person read from them.
 *
 * @param id for reports
 * @param message the message
 * @param cause name of the cause, or {@code NOT_PULL}
 * @param alternatives causes that are accepted as well
 */
record LabelledMessages(String id, Message message, String cause, List<String> alternatives) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether a cause is the label, or one that is accepted as well. */
  boolean accepts(String read) {
    return cause.equals(read) || alternatives.contains(read);
  }

  /** The messages of a resource, one JSON object a line. */
  static List<LabelledMessages> read(String resource) {
    InputStream in =
        Objects.requireNonNull(LabelledMessages.class.getResourceAsStream(resource), resource);
    try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().map(LabelledMessages::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LabelledMessages parse(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      Message message =
          new Message(json.path("message").asText(), text(json, "reason"), text(json, "runtime"));
      List<String> alternatives = new ArrayList<>();
      json.path("alt").forEach(alternative -> alternatives.add(alternative.asText()));
      return new LabelledMessages(
          json.path("id").asText(), message, json.path("cause").asText(), alternatives);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable String text(JsonNode json, String key) {
    return json.hasNonNull(key) ? json.get(key).asText() : null;
  }
}
