package io.pulltriage.standalone.remote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.serdes.RecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Reads the server's answers. Pure. */
final class AnswerReader {

  private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());

  private AnswerReader() {}

  /** Reads one thing. */
  @FunctionalInterface
  interface Item<T> {
    T read(JsonNode json) throws IOException;
  }

  /** Things that are records. */
  static <T extends SpecificRecord> Item<T> records(Class<T> type) {
    return json -> {
      try (JsonParser parser = JSON.treeAsTokens(json)) {
        parser.nextToken();
        return RecordReader.read(type, parser);
      }
    };
  }

  static ClusterState cluster(JsonNode json) throws IOException {
    return new ClusterState(
        records(ClusterStatus.class).read(json),
        json.path("health").asText(),
        json.path("ageSeconds").asLong());
  }

  /** A page, and what the answer says of itself. */
  static <T> RemotePage<T> page(InputStream body, Item<T> item) throws IOException {
    JsonNode answer = tree(body);
    List<T> items = new ArrayList<>();
    for (JsonNode one : answer.path("items")) {
      items.add(item.read(one));
    }
    JsonNode next = answer.path("next");
    return new RemotePage<>(
        items, next.isTextual() ? Optional.of(next.asText()) : Optional.empty(), warning(answer));
  }

  static <T> T one(InputStream body, Item<T> item) throws IOException {
    return item.read(tree(body));
  }

  /** What an event holds. */
  static <T> T event(String data, Item<T> item) throws IOException {
    return item.read(JSON.readTree(data));
  }

  private static JsonNode tree(InputStream body) throws IOException {
    try (body) {
      JsonNode answer = JSON.readTree(body);
      if (!answer.isObject()) {
        throw new IOException("the server's answer is not what was expected; is it PullTriage?");
      }
      return answer;
    } catch (JsonProcessingException e) {
      throw new IOException("the server's answer is not JSON; is it PullTriage?", e);
    }
  }

  private static Optional<String> warning(JsonNode answer) {
    JsonNode asOf = answer.path("asOf");
    return asOf.path("behind").asBoolean()
        ? Optional.of(
            "this is as of %s, %d seconds ago: the instance has fallen behind"
                .formatted(asOf.path("time").asText(), asOf.path("lagSeconds").asLong()))
        : Optional.empty();
  }

  /** What an error says. */
  static Optional<String> detail(byte[] body) {
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      JsonNode problem = JSON.readTree(body);
      return Optional.of(problem.path("detail").asText()).filter(text -> !text.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
