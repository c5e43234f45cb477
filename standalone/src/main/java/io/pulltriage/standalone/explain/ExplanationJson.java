package io.pulltriage.standalone.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.classifier.CauseEntry;
import java.io.IOException;
import java.io.Writer;

/** One JSON object a line: cause, phase, confidence, rule, title, remediation. Not thread-safe. */
public final class ExplanationJson implements ExplanationOutput {

  private final JsonGenerator json;
  private final Writer results;

  /** An output to a writer, which it neither flushes nor closes. */
  public ExplanationJson(Writer results) throws IOException {
    this.results = results;
    this.json =
        JsonFactory.builder()
            .build()
            .createGenerator(results)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
            .setRootValueSeparator(null);
  }

  @Override
  public void write(Inquiry inquiry, Explanation explanation) throws IOException {
    json.writeStartObject();
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
    if (explanation.why().isPresent()) {
      json.writeFieldName("why");
      WhyJson.write(explanation.why().get(), inquiry.message(), json);
    }
    json.writeEndObject();
    json.flush();
    results.write('\n');
  }
}
