package io.pulltriage.streams.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.streams.query.Completeness.StalePart;
import io.pulltriage.streams.query.Lookup;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Answers with one thing, or says why not. Pure. */
final class Lookups {

  private Lookups() {}

  /** The record's fields, and {@code stale} beside them. */
  static Reply reply(Lookup<? extends SpecificRecord> lookup, String what) {
    if (lookup instanceof Lookup.Found<? extends SpecificRecord> found) {
      return Reply.json(out -> write(found.value(), found.stale(), out));
    }
    if (lookup instanceof Lookup.Unavailable<? extends SpecificRecord> unavailable) {
      Problem problem = Problem.of(503, "it cannot be told at the moment whether there is " + what);
      throw new Problem(
              problem.status(),
              problem.title(),
              problem.detail(),
              unavailable.missing(),
              java.util.Map.of("Retry-After", "2"))
          .exception();
    }
    throw Problem.of(404, "there is no such " + what.substring(what.indexOf(' ') + 1)).exception();
  }

  private static void write(SpecificRecord value, Optional<StalePart> stale, JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    JsonRecords.writeFields(value, out);
    Json.writeStale(stale.map(List::of).orElse(List.of()), out);
    out.writeEndObject();
  }

  /** What such an answer looks like. */
  static SchemaNode schema(Schema record) {
    return RecordSchemas.fields(record)
        .property(
            "stale",
            SchemaNode.array(SchemaNode.reference("StalePart"))
                .described("The copy that this comes from; empty if it comes from the owner."));
  }
}
