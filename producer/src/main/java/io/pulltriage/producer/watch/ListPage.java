package io.pulltriage.producer.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;

/**
 * The end of a page of a list.
 *
 * @param version resource version of the list
 * @param next what to ask for next; empty at the end
 */
record ListPage(String version, String next) {

  /** Takes an object of a list. */
  interface ObjectReader {

    /** The parser stands at the object's beginning; what is left of the object is skipped. */
    void read(JsonParser parser) throws IOException;
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Reads a page, one object at a time.
   *
   * @throws IOException when it is no list
   */
  static ListPage read(InputStream body, ObjectReader object) throws IOException {
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

  private static void readItems(JsonParser parser, JsonToken value, ObjectReader object)
      throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    if (value != JsonToken.START_ARRAY) {
      throw new IOException("its items are no list");
    }
    JsonStreamContext items = parser.getParsingContext();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw new IOException("an item is no object");
      }
      object.read(parser);
      while (parser.getParsingContext() != items) {
        if (parser.nextToken() == null) {
          throw new IOException("an item has no end");
        }
      }
    }
  }
}
