package io.pulltriage.standalone.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.schemas.internal.UnreadText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;

/** Texts that no rule reads, for programs. Pure. */
public final class UnreadJson {

  private static final JsonFactory JSON = new JsonFactory();

  private UnreadJson() {}

  /**
   * One object, without a line's end: {@code shape}, {@code cause}, {@code reasons}, {@code seen},
   * and where the time is known (lines of standard input have none, {@link Instant#EPOCH}) {@code
   * firstSeen} and {@code lastSeen}.
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
      if (text.getLastSeen().isAfter(Instant.EPOCH)) {
        json.writeStringField("firstSeen", text.getFirstSeen().toString());
        json.writeStringField("lastSeen", text.getLastSeen().toString());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return written.toString();
  }
}
