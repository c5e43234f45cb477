package io.pulltriage.streams.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.pulltriage.streams.explain.Explainer;
import io.pulltriage.streams.explain.ExplanationFields;
import io.pulltriage.streams.explain.Inquiry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what messages mean. */
final class ExplainRoutes implements Resource {

  private static final int MOST_MESSAGES = 1_000;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(50).build())
          .build();

  private final Explainer explainer;

  ExplainRoutes(Explainer explainer) {
    this.explainer = explainer;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/v1/explain", this::explain),
        Route.post("/api/v1/explain/batch", this::explainAll));
  }

  private Reply explain(Call call) {
    Inquiry inquiry = read(call.body(), ExplainRoutes::inquiry);
    return Reply.json(out -> write(inquiry, out));
  }

  private Reply explainAll(Call call) {
    List<Inquiry> inquiries = read(call.body(), ExplainRoutes::inquiries);
    return Reply.json(
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("items");
          for (Inquiry inquiry : inquiries) {
            write(inquiry, out);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private void write(Inquiry inquiry, JsonGenerator out) throws IOException {
    out.writeStartObject();
    ExplanationFields.write(explainer.explain(inquiry), out);
    out.writeEndObject();
  }

  /** Reads a value that the parser stands at. */
  @FunctionalInterface
  private interface Reading<V> {
    V read(JsonParser json) throws IOException;
  }

  private static <V> V read(byte[] body, Reading<V> reading) {
    try (JsonParser json = JSON.createParser(body)) {
      json.nextToken();
      V value = reading.read(json);
      if (json.nextToken() != null) {
        throw Problem.of(400, "something follows the JSON value").exception();
      }
      return value;
    } catch (JsonProcessingException e) {
      throw Problem.of(400, "the body is not JSON: " + e.getOriginalMessage()).exception();
    } catch (IOException e) {
      throw Problem.of(400, "the body is not JSON in UTF-8").exception();
    }
  }

  private static List<Inquiry> inquiries(JsonParser json) throws IOException {
    List<Inquiry> inquiries = new ArrayList<>();
    if (json.currentToken() != JsonToken.START_OBJECT
        || !"messages".equals(json.nextFieldName())
        || json.nextToken() != JsonToken.START_ARRAY) {
      throw Problem.of(400, "an object with a list \"messages\" is expected").exception();
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      inquiries.add(inquiry(json));
      if (inquiries.size() > MOST_MESSAGES) {
        throw Problem.of(400, "no more than " + MOST_MESSAGES + " messages at a time").exception();
      }
    }
    if (json.nextToken() != JsonToken.END_OBJECT) {
      throw Problem.of(400, "only \"messages\" is expected").exception();
    }
    return inquiries;
  }

  private static Inquiry inquiry(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw Problem.of(400, "an object with a text \"message\" is expected").exception();
    }
    @Nullable String message = null;
    @Nullable String reason = null;
    @Nullable String image = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      String value = json.nextToken() == JsonToken.VALUE_STRING ? json.getText() : null;
      json.skipChildren();
      switch (name) {
        case "message" -> message = value;
        case "reason" -> reason = value;
        case "image" -> image = value;
        default -> {} // As on the command line: a whole log record may be sent.
      }
    }
    if (message == null) {
      throw Problem.of(400, "an object has no text \"message\"").exception();
    }
    return new Inquiry(message, reason, image);
  }
}
