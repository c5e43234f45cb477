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
    return List.of(
        Route.get(
                "/api/v1/summary",
                "getSummary",
                "How many of what there are, and how that came about over the last day.",
                this::summary)
            .answering("The numbers.", schema()));
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

  private static SchemaNode schema() {
    SchemaNode counts = SchemaNode.mapOf(SchemaNode.integer());
    SchemaNode span =
        SchemaNode.object()
            .property("from", SchemaNode.time())
            .property("began", counts.described("Incidents that began within it, by cause."))
            .property("failing", counts.described("Incidents that lasted at its end, by cause."));
    return AnswerSchemas.withAsOf(
        SchemaNode.object()
            .property("open", SchemaNode.integer().described("Incidents that last."))
            .property(
                "resolved", SchemaNode.integer().described("Incidents that ended and are kept."))
            .property("openByCause", counts)
            .property("openBySeverity", counts)
            .property("openByCluster", counts)
            .property("openOutbreaks", SchemaNode.integer().described("Outbreaks that last."))
            .property(
                "times",
                SchemaNode.array(span).described("A day in spans of half an hour, oldest first.")));
  }
}
