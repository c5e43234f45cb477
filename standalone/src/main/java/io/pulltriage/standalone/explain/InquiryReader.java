package io.pulltriage.standalone.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.pulltriage.streams.explain.Inquiry;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads inquiries: a text that is a JSON object by its fields {@code message}, {@code reason} and
 * {@code image}, any other text as the message itself. A text that only begins like an object is
 * not one: containers' own words may begin with a brace. Immutable and thread-safe.
 */
public final class InquiryReader {

  /** A line may be a log record that is nested as deep as its length allows. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(MessageLines.MAX_BYTES).build())
          .build();

  private final @Nullable String reason;
  private final @Nullable String image;

  /** A reader that takes this reason and image where a text names none. */
  public InquiryReader(@Nullable String reason, @Nullable String image) {
    this.reason = reason;
    this.image = image;
  }

  /**
   * Reads one text.
   *
   * @param text null for one that is too long to be held
   * @throws InquiryException if it is a JSON object without a text {@code message}, or too long
   */
  public Inquiry read(@Nullable String text) throws InquiryException {
    if (text == null) {
      throw new InquiryException("longer than " + MessageLines.MAX_BYTES + " bytes");
    }
    Fields fields = text.stripLeading().startsWith("{") ? fields(text) : null;
    if (fields == null) {
      return new Inquiry(text, reason, image);
    }
    if (fields.message == null) {
      throw new InquiryException("the JSON object has no text \"message\"");
    }
    return new Inquiry(
        fields.message,
        fields.reason == null ? reason : fields.reason,
        fields.image == null ? image : fields.image);
  }

  /** What the object says; null where the text is no JSON object, or more than one. */
  private static @Nullable Fields fields(String text) {
    Fields fields = new Fields();
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        String value = json.nextToken() == JsonToken.VALUE_STRING ? json.getText() : null;
        json.skipChildren();
        switch (name) {
          case "message" -> fields.message = value;
          case "reason" -> fields.reason = value;
          case "image" -> fields.image = value;
          default -> {} // A line may be a whole log record, of which nothing else is needed.
        }
      }
      return json.nextToken() == null ? fields : null;
    } catch (JsonProcessingException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from a string does no I/O", e);
    }
  }

  private static final class Fields {
    @Nullable String message;
    @Nullable String reason;
    @Nullable String image;
  }
}
