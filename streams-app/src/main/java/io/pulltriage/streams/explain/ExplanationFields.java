package io.pulltriage.streams.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.classifier.CauseEntry;
import java.io.IOException;

/** An explanation as JSON: cause, phase, confidence, rule, title, remediation. Pure. */
public final class ExplanationFields {

  private ExplanationFields() {}

  /**
   * Writes the explanation into an object that the caller begins and ends.
   *
   * @throws IOException if the generator's target fails
   */
  public static void write(Explanation explanation, JsonGenerator json) throws IOException {
    json.writeStringField("cause", explanation.cause());
    json.writeStringField(
        "phase", explanation.entry().map(CauseEntry::phase).map(Enum::name).orElse(null));
    json.writeStringField("confidence", explanation.classification().confidence().name());
    json.writeStringField("rule", explanation.classification().rule().orElse(null));
    json.writeStringField("title", explanation.title());
    json.writeArrayFieldStart("remediation");
    for (String step : explanation.remediation()) {
      json.writeString(step);
    }
    json.writeEndArray();
  }
}
