package io.pulltriage.streams.alert.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.streams.alert.text.AlertMessage.About;
import io.pulltriage.streams.alert.text.AlertMessage.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Messages as data of CloudEvents: the record's fields under their Avro names. Thread-safe. */
public final class EventJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int DIGEST_ENTRIES = 100;

  private final AlertText text;

  /** Data with such texts and links. */
  public EventJson(AlertText text) {
    this.text = text;
  }

  /** The type of a message's event. */
  public static String type(AlertMessage message) {
    return message instanceof About about
        ? "io.pulltriage." + kind(about) + '.' + about.change().word()
        : "io.pulltriage.digest";
  }

  /** The message's data. */
  public byte[] data(AlertMessage message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      if (message instanceof About about) {
        one(about, out);
      } else if (message instanceof Digest digest) {
        many(digest, out);
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written to", e);
    }
    return bytes.toByteArray();
  }

  private void one(About about, JsonGenerator out) throws IOException {
    out.writeStringField("change", about.change().word());
    out.writeStringField("summary", text.summary(about.subject()));
    links(about, out);
    out.writeObjectFieldStart(kind(about));
    JsonRecords.writeFields(about.subject().source(), out);
    out.writeEndObject();
  }

  private void many(Digest digest, JsonGenerator out) throws IOException {
    DigestCounts counts = DigestCounts.of(digest);
    out.writeBooleanField("backlog", digest.backlog());
    out.writeNumberField("total", digest.entries().size());
    out.writeNumberField("open", counts.open());
    out.writeNumberField("resolved", counts.resolved());
    out.writeObjectFieldStart("openByCause");
    for (Map.Entry<String, Integer> cause : counts.openByCause().entrySet()) {
      out.writeNumberField(cause.getKey(), cause.getValue());
    }
    out.writeEndObject();
    out.writeArrayFieldStart("alerts");
    for (About about : counts.foremost(DIGEST_ENTRIES)) {
      out.writeStartObject();
      out.writeStringField("kind", kind(about));
      out.writeStringField("id", about.subject().id());
      out.writeStringField("change", about.change().word());
      out.writeStringField("cause", about.subject().cause().name());
      out.writeStringField("severity", about.subject().severity().name());
      out.writeStringField("summary", text.summary(about.subject()));
      links(about, out);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void links(About about, JsonGenerator out) throws IOException {
    nullable("page", text.links().page(about.subject()), out);
    nullable("runbook", text.links().runbook(about.subject().cause()), out);
  }

  private static void nullable(String name, Optional<String> value, JsonGenerator out)
      throws IOException {
    if (value.isPresent()) {
      out.writeStringField(name, value.get());
    } else {
      out.writeNullField(name);
    }
  }

  private static String kind(About about) {
    return about.subject().kind().name().toLowerCase(Locale.ROOT);
  }
}
