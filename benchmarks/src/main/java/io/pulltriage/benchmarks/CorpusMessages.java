package io.pulltriage.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pulltriage.classifier.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

/** The labelled messages, one after another and round again. For one thread. */
final class CorpusMessages {

  private static final String RESOURCE = "/corpus/messages.jsonl";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Message[] messages;
  private int at;

  private CorpusMessages(List<Message> messages) {
    this.messages = messages.toArray(Message[]::new);
  }

  /** Shuffled, always alike: sorted by cause as in the file, each would be like the one before. */
  static CorpusMessages read() {
    InputStream in =
        Objects.requireNonNull(CorpusMessages.class.getResourceAsStream(RESOURCE), RESOURCE);
    try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<Message> messages =
          lines.lines().map(CorpusMessages::parse).collect(Collectors.toList());
      Collections.shuffle(messages, new Random(1));
      return new CorpusMessages(messages);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Message next() {
    at = at + 1 == messages.length ? 0 : at + 1;
    return messages[at];
  }

  private static Message parse(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      return new Message(
          json.path("message").asText(),
          json.path("reason").asText(""),
          json.path("runtime").asText(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
