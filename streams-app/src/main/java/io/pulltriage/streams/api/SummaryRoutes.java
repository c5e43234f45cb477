package io.pulltriage.streams.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.streams.query.ReadModel;
import io.pulltriage.streams.query.Summary;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many of what there are. */
final class SummaryRoutes implements Resource {

  private final ReadModel model;

  SummaryRoutes(ReadModel model) {
    this.model = model;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/api/v1/summary", this::summary));
  }

  private Reply summary(Call call) {
    return Json.answer(() -> model.summary(call.caller().visibility()), SummaryRoutes::write);
  }

  private static void write(Summary summary, JsonGenerator out) throws IOException {
    out.writeNumberField("open", summary.open());
    out.writeNumberField("resolved", summary.resolved());
    writeCounts("openByCause", summary.openByCause(), out);
    writeCounts("openBySeverity", summary.openBySeverity(), out);
    writeCounts("openByCluster", summary.openByCluster(), out);
    out.writeNumberField("openOutbreaks", summary.openOutbreaks());
    out.writeArrayFieldStart("times");
    for (Summary.TimeSpan span : summary.times()) {
      out.writeStartObject();
      out.writeStringField("from", span.from().toString());
      writeCounts("began", span.began(), out);
      writeCounts("failing", span.failing(), out);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** In the keys' order, so that equal answers are equal bytes. */
  private static void writeCounts(String name, Map<?, Long> counts, JsonGenerator out)
      throws IOException {
    out.writeObjectFieldStart(name);
    Map<String, Long> ordered =
        counts.entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> entry.getKey().toString(),
                    Map.Entry::getValue,
                    Long::sum,
                    TreeMap::new));
    for (Map.Entry<String, Long> entry : ordered.entrySet()) {
      out.writeNumberField(entry.getKey(), entry.getValue());
    }
    out.writeEndObject();
  }
}
