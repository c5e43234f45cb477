package io.pulltriage.streams.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Says in dead letters what went wrong, as far as it is known: Kafka Streams writes the text of the
 * outermost error alone, which may be none, or no more than that there was one. Pure.
 */
final class DeadLetterText {

  /** Kafka Streams' name for it. */
  private static final String HEADER = "__streams.errors.message";

  private DeadLetterText() {}

  /** The same letters, which tell the texts of an error and of what caused it. */
  static List<ProducerRecord<byte[], byte[]>> explained(
      List<ProducerRecord<byte[], byte[]>> letters, Throwable error) {
    byte[] text = text(error).getBytes(UTF_8);
    List<ProducerRecord<byte[], byte[]>> explained = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> letter : letters) {
      letter.headers().remove(HEADER).add(HEADER, text);
      explained.add(letter);
    }
    return explained;
  }

  private static String text(Throwable error) {
    Set<String> texts = new LinkedHashSet<>();
    Throwable cause = error;
    while (cause != null) {
      String message = cause.getMessage();
      texts.add(message == null ? cause.getClass().getSimpleName() : message);
      cause = cause.getCause();
    }
    return String.join(": ", texts);
  }
}
