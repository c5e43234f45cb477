package io.pulltriage.standalone.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.streams.explain.Explanation;
import io.pulltriage.streams.explain.ExplanationFields;
import io.pulltriage.streams.explain.Inquiry;
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
    ExplanationFields.write(explanation, json);
    if (explanation.why().isPresent()) {
      json.writeFieldName("why");
      WhyJson.write(explanation.why().get(), inquiry.message(), json);
    }
    json.writeEndObject();
    json.flush();
    results.write('\n');
  }
}
