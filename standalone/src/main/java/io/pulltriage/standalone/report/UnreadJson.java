package io.pulltriage.standalone.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Texts that no rule reads, for programs. Pure. */
public final class UnreadJson {

  private static final JsonFactory JSON = new JsonFactory();

  private UnreadJson() {}

  /**
   * One object, without a line's end: {@code shape}, {@code cause}, {@code reasons} and {@code
   * seen}.
   */
  public static String render(UnreadWording text) {
    StringWriter written = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(written)) {
      json.writeStartObject();
      json.writeStringField("shape", text.shape());
      json.writeStringField("cause", text.cause().name());
      json.writeArrayFieldStart("reasons");
      for (String reason : text.reasons()) {
        json.writeString(reason);
      }
      json.writeEndArray();
      json.writeNumberField("seen", text.seen());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return written.toString();
  }
}
