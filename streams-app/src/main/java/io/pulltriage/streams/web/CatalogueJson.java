package io.pulltriage.streams.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.classifier.Catalogue;
import io.pulltriage.classifier.CauseEntry;
import io.pulltriage.classifier.Step;
import io.pulltriage.streams.api.Json;
import java.io.IOException;

/** The catalogue as the page reads it: an object with an entry for each cause. Pure. */
final class CatalogueJson {

  private CatalogueJson() {}

  static byte[] bytes(Catalogue catalogue) {
    return Json.bytes(
        out -> {
          out.writeStartObject();
          for (CauseEntry entry : catalogue.entries()) {
            write(entry, out);
          }
          out.writeEndObject();
        });
  }

  private static void write(CauseEntry entry, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart(entry.cause().name());
    out.writeStringField("title", entry.title());
    out.writeStringField("phase", entry.phase().name());
    out.writeStringField("severity", entry.severity().name());
    out.writeStringField("explanation", entry.explanation());
    out.writeArrayFieldStart("remediation");
    for (Step step : entry.remediation()) {
      out.writeString(step.text());
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
