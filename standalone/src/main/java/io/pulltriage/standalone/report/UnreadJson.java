package io.pulltriage.standalone.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.schemas.internal.UnreadText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Texts that no rule reads, for programs. Pure. */
public final class UnreadJson {

  private static final JsonFactory JSON = new JsonFactory();

  private UnreadJson() {}

  /**
   * One object, without a line's end: {@code shape}, {@code cause}, {@code reasons} and {@code
   * seen}. When they were seen is not told: lines of standard input have no time.
   */
  public static String render(UnreadText text) {
    StringWriter written = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(written)) {
      json.writeStartObject();
      json.writeStringField("shape", text.getShape());
      json.writeStringField("cause", text.getCause().name());
      json.writeArrayFieldStart("reasons");
      for (String reason : text.getReasons()) {
        json.writeString(reason);
      }
      json.writeEndArray();
      json.writeNumberField("seen", text.getSeen());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return written.toString();
  }
}
