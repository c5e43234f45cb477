package io.pulltriage.standalone.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.standalone.deadletters.DeadLetter;
import io.pulltriage.standalone.terminal.Column;
import io.pulltriage.standalone.terminal.FieldBlock;
import io.pulltriage.standalone.terminal.Screen;
import io.pulltriage.standalone.terminal.Style;
import io.pulltriage.standalone.terminal.Table;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HexFormat;
import java.util.List;

/** Dead letters as text. Pure. */
final class LetterReport {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int SHOWN_BYTES = 64;

  private LetterReport() {}

  static String table(List<DeadLetter> letters, Screen screen) {
    return new Table<DeadLetter>(
            List.of(
                Column.of("ID", 4, 6, DeadLetter::id),
                Column.of("TIME (UTC)", 20, 2, letter -> letter.time().toString()),
                Column.of("TOPIC", 12, 4, DeadLetter::topic).shortenedInMiddle(),
                Column.of("KEY", 12, 5, DeadLetter::key).shortenedInMiddle(),
                Column.of("ERROR", 10, 3, DeadLetter::error).shortenedInMiddle(),
                Column.of("MESSAGE", 16, 3, DeadLetter::message),
                Column.of("RETRIES", 3, 1, letter -> Long.toString(letter.retries()))))
        .render(letters, screen);
  }

  /** One in full. */
  static String details(DeadLetter letter, Screen screen) {
    byte[] value = letter.entry().value();
    int shown = value == null ? 0 : Math.min(SHOWN_BYTES, value.length);
    return new FieldBlock(screen)
        .heading(letter.error() + ": " + letter.message(), Style.PLAIN)
        .field("id", letter.id())
        .field("time", letter.time().toString())
        .field(
            "from",
            "%s, partition %d, offset %d"
                .formatted(letter.topic(), letter.partition(), letter.offset()))
        .field("key", letter.key())
        .field(
            "value",
            value == null
                ? "none (a tombstone)"
                : "%d bytes: %s%s"
                    .formatted(
                        value.length,
                        HexFormat.of().formatHex(value, 0, shown),
                        shown < value.length ? "…" : ""))
        .field("retries", Long.toString(letter.retries()))
        .fields("trace", letter.stackTrace().lines().map(String::strip).toList())
        .toString();
  }

  /**
   * One as a line of JSON.
   *
   * @param fate what became of it; empty for nothing
   */
  static String json(DeadLetter letter, String fate, boolean full) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("type", "deadLetter");
      out.writeStringField("id", letter.id());
      out.writeStringField("time", letter.time().toString());
      out.writeStringField("topic", letter.topic());
      out.writeNumberField("partition", letter.partition());
      out.writeNumberField("offset", letter.offset());
      out.writeStringField("key", letter.key());
      out.writeStringField("error", letter.error());
      out.writeStringField("message", letter.message());
      out.writeNumberField("size", letter.size());
      out.writeNumberField("retries", letter.retries());
      if (!fate.isEmpty()) {
        out.writeStringField("fate", fate);
      }
      if (full) {
        out.writeStringField("stackTrace", letter.stackTrace());
        byte[] value = letter.entry().value();
        out.writeFieldName("value");
        if (value == null) {
          out.writeNull();
        } else {
          out.writeBinary(value);
        }
      }
      out.writeEndObject();
    }
    return text.toString() + '\n';
  }
}
