package io.pulltriage.streams.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.streams.query.Answer;
import io.pulltriage.streams.query.Completeness;
import io.pulltriage.streams.query.Completeness.MissingPart;
import io.pulltriage.streams.query.Completeness.StalePart;
import io.pulltriage.streams.query.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Writes answers as JSON. Pure. */
public final class Json {

  private static final JsonFactory JSON = new JsonFactory();

  private Json() {}

  /** Writes into an opened generator. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes one value.
     *
     * @throws IOException if the generator's target fails
     */
    void writeTo(JsonGenerator out) throws IOException;
  }

  /** The bytes of a JSON text, in UTF-8. */
  public static byte[] bytes(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      content.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot fail to be written to", e);
    }
    return bytes.toByteArray();
  }

  /** A page of records: {@code items}, {@code next}, and what the answer rests on. */
  static Content page(Answer<? extends Page<? extends SpecificRecord>> answer) {
    return out -> {
      out.writeStartObject();
      out.writeArrayFieldStart("items");
      for (SpecificRecord item : answer.content().items()) {
        entry(item).writeTo(out);
      }
      out.writeEndArray();
      out.writeStringField(
          "next", answer.content().next().map(cursor -> cursor.text()).orElse(null));
      writeCompleteness(answer.completeness(), out);
      out.writeEndObject();
    };
  }

  /** A record as an object. */
  static Content entry(SpecificRecord entry) {
    return out -> {
      out.writeStartObject();
      JsonRecords.writeFields(entry, out);
      out.writeEndObject();
    };
  }

  /** Writes what an answer rests on: how many parts, and which of them are missing or stale. */
  public static void writeCompleteness(Completeness completeness, JsonGenerator out)
      throws IOException {
    out.writeBooleanField("complete", completeness.isComplete());
    out.writeNumberField("parts", completeness.parts());
    writeMissing(completeness.missing(), out);
    writeStale(completeness.stale(), out);
  }

  static void writeMissing(List<MissingPart> missing, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("missing");
    for (MissingPart part : missing) {
      out.writeStartObject();
      out.writeStringField("store", part.store());
      out.writeNumberField("partition", part.partition());
      out.writeStringField("why", part.why());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  static void writeStale(List<StalePart> stale, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("stale");
    for (StalePart part : stale) {
      out.writeStartObject();
      out.writeStringField("store", part.store());
      out.writeNumberField("partition", part.partition());
      out.writeStringField("servedBy", part.servedBy());
      out.writeNumberField("lag", part.lag());
      out.writeStringField("asOf", part.asOf().map(Object::toString).orElse(null));
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** An error. */
  static Reply.Content problem(Problem problem) {
    byte[] body =
        bytes(
            out -> {
              out.writeStartObject();
              out.writeStringField("type", "about:blank");
              out.writeStringField("title", problem.title());
              out.writeNumberField("status", problem.status());
              out.writeStringField("detail", problem.detail());
              if (!problem.missing().isEmpty()) {
                writeMissing(problem.missing(), out);
              }
              out.writeEndObject();
            });
    return new Reply.Content(problem.status(), Reply.PROBLEM, body, problem.headers());
  }
}
