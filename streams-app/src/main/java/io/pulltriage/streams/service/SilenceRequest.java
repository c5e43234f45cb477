package io.pulltriage.streams.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.pulltriage.classifier.yaml.Nearest;
import io.pulltriage.streams.api.Problem;
import io.pulltriage.streams.api.ProblemException;
import io.pulltriage.streams.config.alerts.SelectionConfig;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a silence. Immutable.
 *
 * @param match what it is to match
 * @param until when it is to end
 * @param comment why
 */
record SilenceRequest(SelectionConfig match, Instant until, String comment) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String UNTIL = "until";
  private static final String COMMENT = "comment";
  private static final List<String> LISTS =
      List.of("kinds", "causes", "severities", "phases", "clusters", "namespaces");
  private static final int MOST_WORDS = 1_000;
  private static final int LONGEST_TEXT = 1_024;

  /**
   * Reads a body.
   *
   * @throws ProblemException if it is no such wish; says what is wrong
   * @throws IllegalArgumentException if it matches by a word that does not exist
   */
  static SilenceRequest read(byte[] body) {
    Map<String, String> texts = new HashMap<>();
    Map<String, List<String>> lists = new HashMap<>();
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw refused("an object is expected");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        readField(json, texts, lists);
      }
      if (json.nextToken() != null) {
        throw refused("something follows the JSON value");
      }
    } catch (JsonProcessingException e) {
      throw refused("the body is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw refused("the body is not JSON in UTF-8");
    }
    return of(texts, lists);
  }

  private static void readField(
      JsonParser json, Map<String, String> texts, Map<String, List<String>> lists)
      throws IOException {
    String name = json.currentName();
    JsonToken token = json.nextToken();
    if (name.equals(UNTIL) || name.equals(COMMENT)) {
      texts.put(name, text(name, json, token));
    } else if (LISTS.contains(name)) {
      lists.put(name, list(name, json, token));
    } else {
      List<String> known = new ArrayList<>(LISTS);
      known.addAll(List.of(UNTIL, COMMENT));
      throw refused(
          "there is no '" + shortened(name) + '\'' + Nearest.hint(shortened(name), known));
    }
  }

  private static List<String> list(String name, JsonParser json, JsonToken first)
      throws IOException {
    if (first != JsonToken.START_ARRAY) {
      throw refused(name + " must be a list of texts");
    }
    List<String> words = new ArrayList<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      words.add(text(name, json, token));
      if (words.size() > MOST_WORDS) {
        throw refused(name + " must have no more than " + MOST_WORDS + " texts");
      }
    }
    return words;
  }

  private static String text(String name, JsonParser json, @Nullable JsonToken token)
      throws IOException {
    if (token != JsonToken.VALUE_STRING || json.getText().length() > LONGEST_TEXT) {
      throw refused(name + " takes texts of no more than " + LONGEST_TEXT + " characters");
    }
    return json.getText();
  }

  private static SilenceRequest of(Map<String, String> texts, Map<String, List<String>> lists) {
    if (lists.values().stream().allMatch(List::isEmpty)) {
      throw refused("a silence must match by something: one of " + String.join(", ", LISTS));
    }
    String comment = texts.getOrDefault(COMMENT, "");
    if (comment.isBlank()) {
      throw refused("comment must say why, for those who wonder");
    }
    List<List<String>> words =
        LISTS.stream().map(name -> lists.getOrDefault(name, List.of())).toList();
    return new SilenceRequest(
        new SelectionConfig(
            words.get(0), words.get(1), words.get(2), words.get(3), words.get(4), words.get(5)),
        until(texts.getOrDefault(UNTIL, "")),
        comment);
  }

  private static Instant until(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw refused(
          "until takes a time such as 2026-12-24T18:00:00Z, not '" + shortened(text) + '\'');
    }
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  private static ProblemException refused(String detail) {
    return Problem.of(400, detail).exception();
  }
}
