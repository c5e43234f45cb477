package io.pulltriage.standalone.report;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.serdes.JsonRecords;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;

/**
 * One JSON object a line, the {@code type} of which says what it is; states in the order of ids.
 */
public final class JsonOutput implements RecordOutput {

  private final Writer results;

  /** An output to a writer, which it neither flushes nor closes. */
  public JsonOutput(Writer results) {
    this.results = results;
  }

  @Override
  public void change(Incident incident) throws IOException {
    results.write(JsonRecords.toJson("incident", incident) + '\n');
  }

  @Override
  public void change(Outbreak outbreak) throws IOException {
    results.write(JsonRecords.toJson("outbreak", outbreak) + '\n');
  }

  @Override
  public void state(List<Incident> incidents, List<Outbreak> outbreaks) throws IOException {
    for (Incident incident :
        incidents.stream().sorted(Comparator.comparing(Incident::getId)).toList()) {
      change(incident);
    }
    for (Outbreak outbreak :
        outbreaks.stream().sorted(Comparator.comparing(Outbreak::getId)).toList()) {
      change(outbreak);
    }
  }
}
