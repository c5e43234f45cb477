package io.pulltriage.standalone.deadletters;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers that a dead letter has beyond those of its record. Pure. */
final class Headers {

  /** What Kafka Streams' own begin with. */
  static final String ERRORS = "__streams.errors.";

  /** How often a record was sent back; stays with it should it fail again. */
  static final String RETRIES = "pulltriage.retries";

  private Headers() {}

  /** The text of the last header of a name; empty if there is none. */
  static String text(org.apache.kafka.common.header.Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** The same as a number; the default if there is none. */
  static long number(org.apache.kafka.common.header.Headers headers, String name, long otherwise) {
    String text = text(headers, name);
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
  }

  /** The headers that the record had when it failed, with one more retry. */
  static RecordHeaders toSendBack(org.apache.kafka.common.header.Headers letter) {
    RecordHeaders headers = new RecordHeaders();
    for (Header header : letter) {
      if (!header.key().startsWith(ERRORS) && !header.key().equals(RETRIES)) {
        headers.add(header);
      }
    }
    long retries = number(letter, RETRIES, 0) + 1;
    headers.add(RETRIES, Long.toString(retries).getBytes(StandardCharsets.UTF_8));
    return headers;
  }
}
