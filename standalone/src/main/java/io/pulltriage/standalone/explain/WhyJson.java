package io.pulltriage.standalone.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.Why;
import java.io.IOException;

/**
 * How each rule fared, as a JSON object. Places are counted in Unicode characters (code points) of
 * the message, from 0, the end exclusive. Pure but for the generator.
 */
public final class WhyJson {

  private WhyJson() {}

  /** Writes the object as a value. */
  public static void write(Why why, String text, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("considered");
    for (Why.Candidate candidate : why.candidates()) {
      json.writeStartObject();
      json.writeStringField("rule", candidate.rule());
      json.writeStringField(
          "cause", candidate.result().cause().map(Enum::name).orElse(Classification.NOT_PULL));
      json.writeStringField("origin", candidate.users() ? "user" : "bundled");
      json.writeStringField("outcome", candidate.outcome().name());
      json.writeStringField("reason", candidate.reason());
      json.writeArrayFieldStart("matches");
      for (Why.Match match : candidate.matches()) {
        write(match, text, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(Why.Match match, String text, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("phrase", match.phrase());
    json.writeStringField("text", text.substring(match.start(), match.end()));
    json.writeNumberField("start", text.codePointCount(0, match.start()));
    json.writeNumberField("end", text.codePointCount(0, match.end()));
    json.writeBooleanField("forbidden", match.forbidden());
    json.writeEndObject();
  }
}
