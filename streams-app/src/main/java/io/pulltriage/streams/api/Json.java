package io.pulltriage.streams.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.streams.query.Answer;
import io.pulltriage.streams.query.AsOf;
import io.pulltriage.streams.query.NotReadableException;
import io.pulltriage.streams.query.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/** Writes answers as JSON. Pure. */
public final class Json {

  /** The header of a content's tag. */
  static final String TAG = "ETag";

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

  /** Writes the fields of an answer into an opened object. */
  @FunctionalInterface
  interface Fields<T> {
    void write(T content, JsonGenerator out) throws IOException;
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

  /**
   * What the read model answers, and {@code asOf}. The tag is that of the content: an answer that
   * says the same a second later is the same.
   *
   * @throws ProblemException with status 503 if the read model cannot answer
   */
  static <T> Reply answer(Supplier<Answer<T>> question, Fields<T> fields) {
    Answer<T> answer = ask(question);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    String tag;
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      fields.write(answer.content(), out);
      out.writeFieldName("asOf");
      out.flush();
      tag = EntityTag.of(bytes.toByteArray(), answer.asOf().isBehind());
      write(answer.asOf(), out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot fail to be written to", e);
    }
    return new Reply.Content(200, Reply.JSON, bytes.toByteArray(), Map.of(TAG, tag));
  }

  /**
   * One record's fields, and {@code asOf}.
   *
   * @param what the record is, in a word
   * @throws ProblemException with status 404 if there is none, 503 if the read model cannot answer
   */
  static <V extends SpecificRecord> Reply one(Supplier<Answer<Optional<V>>> question, String what) {
    return answer(
        question,
        (found, out) ->
            JsonRecords.writeFields(
                found.orElseThrow(() -> Problem.of(404, "there is no such " + what).exception()),
                out));
  }

  private static <T> Answer<T> ask(Supplier<Answer<T>> question) {
    try {
      return question.get();
    } catch (NotReadableException e) {
      throw Problem.of(503, String.valueOf(e.getMessage()))
          .withHeader("Retry-After", "2")
          .exception();
    }
  }

  private static void write(AsOf asOf, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("time", asOf.time().toString());
    out.writeNumberField("lagSeconds", asOf.lag().toMillis() / 1_000.0);
    out.writeBooleanField("behind", asOf.isBehind());
    out.writeEndObject();
  }

  /** Writes a page of records: {@code items}, {@code next} and {@code total}. */
  static void writePage(Page<? extends SpecificRecord> page, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("items");
    for (SpecificRecord item : page.items()) {
      entry(item).writeTo(out);
    }
    out.writeEndArray();
    out.writeStringField("next", page.next().map(cursor -> cursor.text()).orElse(null));
    out.writeNumberField("total", page.total());
  }

  /** A record as an object. */
  static Content entry(SpecificRecord entry) {
    return out -> {
      out.writeStartObject();
      JsonRecords.writeFields(entry, out);
      out.writeEndObject();
    };
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
              out.writeEndObject();
            });
    return new Reply.Content(problem.status(), Reply.PROBLEM, body, problem.headers());
  }
}
