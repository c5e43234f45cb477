package io.pulltriage.streams.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.Phase;
import io.pulltriage.streams.explain.Explainer;
import io.pulltriage.streams.explain.ExplanationFields;
import io.pulltriage.streams.explain.Inquiry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

  /** What was sent: one message or a list of them. */
  private record Question(boolean list, List<Inquiry> inquiries) {}

  @Override
  public List<Route> routes() {
    SchemaNode inquiry =
        SchemaNode.of("object")
            .with(
                "properties",
                new SchemaNode(
                    java.util.Map.of(
                        "message", SchemaNode.string(),
                        "reason", SchemaNode.string().orNull(),
                        "image", SchemaNode.string().orNull())))
            .with("required", List.of("message"));
    SchemaNode explanation = explanation();
    return List.of(
        Route.post(
                "/api/v1/explain",
                "explain",
                "What messages of kubelets and container runtimes mean: one, or a list of them.",
                either(inquiry, SchemaNode.array(inquiry).with("maxItems", MOST_MESSAGES)),
                this::explain)
            .answering(
                "An explanation, or a list in the order of the messages.",
                either(explanation, SchemaNode.array(explanation))));
  }

  private static SchemaNode either(SchemaNode one, SchemaNode other) {
    return new SchemaNode(java.util.Map.of("oneOf", List.of(one, other)));
  }

  private static SchemaNode explanation() {
    List<String> causes =
        Stream.concat(Stream.of(Cause.values()).map(Enum::name), Stream.of("NOT_PULL")).toList();
    return SchemaNode.object()
        .property("cause", SchemaNode.choice(causes))
        .property("phase", SchemaNode.choice(names(Phase.values())).orNull())
        .property("confidence", SchemaNode.choice(names(Confidence.values())))
        .property("rule", SchemaNode.string().orNull())
        .property("title", SchemaNode.string())
        .property("remediation", SchemaNode.array(SchemaNode.string()));
  }

  private static List<String> names(Enum<?>[] constants) {
    return Stream.of(constants).map(Enum::name).toList();
  }

  private Reply explain(Call call) {
    Question question = read(call.body());
    return Reply.json(
        out -> {
          if (question.list) {
            out.writeStartArray();
          }
          for (Inquiry inquiry : question.inquiries) {
            out.writeStartObject();
            ExplanationFields.write(explainer.explain(inquiry), out);
            out.writeEndObject();
          }
          if (question.list) {
            out.writeEndArray();
          }
        });
  }

  private static Question read(byte[] body) {
    List<Inquiry> inquiries = new ArrayList<>();
    try (JsonParser json = JSON.createParser(body)) {
      JsonToken first = json.nextToken();
      boolean list = first == JsonToken.START_ARRAY;
      if (list) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          inquiries.add(inquiry(json));
        }
      } else {
        inquiries.add(inquiry(json));
      }
      if (json.nextToken() != null) {
        throw Problem.of(400, "something follows the JSON value").exception();
      }
      if (inquiries.size() > MOST_MESSAGES) {
        throw Problem.of(400, "no more than " + MOST_MESSAGES + " messages at a time").exception();
      }
      return new Question(list, inquiries);
    } catch (JsonProcessingException e) {
      throw Problem.of(400, "the body is not JSON: " + e.getOriginalMessage()).exception();
    } catch (IOException e) {
      throw Problem.of(400, "the body is not JSON in UTF-8").exception();
    }
  }

  private static Inquiry inquiry(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw Problem.of(400, "an object with a text \"message\" is expected, or a list of them")
          .exception();
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
