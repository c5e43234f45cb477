package io.pulltriage.producer.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;

/** Says in a few words what went wrong with an API server. */
final class ApiFailure {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST = 300;

  private ApiFailure() {}

  /** What the server's refusal says. */
  static String refused(int status, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    try {
      String message = JSON.readTree(text).path("message").asText();
      text = message.isEmpty() ? text : message;
    } catch (JsonProcessingException e) {
      // Not from an API server, or only the beginning of it: the text itself has to do.
    }
    return "the API server answered " + status + (text.isEmpty() ? "" : ": " + shortened(text));
  }

  /** What an exception says, and what its first cause says if that is more, as with TLS. */
  static String of(Throwable error) {
    Throwable cause = error;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    Throwable first = cause;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    String message = text(cause);
    String reason = text(first);
    return shortened(message.contains(reason) ? message : message + ": " + reason);
  }

  private static String text(Throwable error) {
    String message = error.getMessage();
    return message == null || message.isBlank() ? error.getClass().getSimpleName() : message;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
