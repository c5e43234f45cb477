package io.pulltriage.producer.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The end of a page of a list.
 *
 * @param version resource version of the list
 * @param next what to ask for next; empty at the end
 */
record ListPage(String version, String next) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Reads a page, one object at a time.
   *
   * @throws IOException when it is no list
   */
  static ListPage read(byte[] body, Consumer<ObjectNode> object) throws IOException {
    JsonNode metadata = null;
    boolean hasItems = false;
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it is no JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (field.equals("items")) {
          hasItems = true;
          readItems(parser, value, object);
        } else if (field.equals("metadata")) {
          metadata = parser.readValueAsTree();
        } else {
          parser.skipChildren();
        }
      }
    }
    if (!hasItems || metadata == null || metadata.path("resourceVersion").asText().isEmpty()) {
      throw new IOException("it has no items or no resourceVersion");
    }
    return new ListPage(
        metadata.path("resourceVersion").asText(), metadata.path("continue").asText());
  }

  private static void readItems(JsonParser parser, JsonToken value, Consumer<ObjectNode> object)
      throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    if (value != JsonToken.START_ARRAY) {
      throw new IOException("its items are no list");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode item = parser.readValueAsTree();
      if (!(item instanceof ObjectNode node)) {
        throw new IOException("an item is no object");
      }
      object.accept(node);
    }
  }
}
