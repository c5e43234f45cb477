package io.pulltriage.standalone.report;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.standalone.terminal.FieldBlock;
import io.pulltriage.standalone.terminal.Screen;
import io.pulltriage.standalone.terminal.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Tables and details for a person; a line for each change that a person would act on. */
public final class TableOutput implements RecordOutput {

  private final Writer results;
  private final Screen screen;
  private final ChangeLines changes;

  /** An output to a writer, which it neither flushes nor closes. */
  public TableOutput(Writer results, Screen screen) {
    this.results = results;
    this.screen = screen;
    this.changes = new ChangeLines(screen);
  }

  @Override
  public void change(Incident incident) throws IOException {
    results.write(changes.line(incident));
  }

  @Override
  public void change(Outbreak outbreak) throws IOException {
    results.write(changes.line(outbreak));
  }

  @Override
  public void state(List<Incident> incidents, List<Outbreak> outbreaks) throws IOException {
    if (!outbreaks.isEmpty()) {
      List<Outbreak> ordered = outbreaks.stream().sorted(OutbreakTable.ORDER).toList();
      results.write(OutbreakTable.render(ordered, screen) + '\n');
    }
    List<Incident> ordered = incidents.stream().sorted(IncidentTable.ORDER).toList();
    if (!ordered.isEmpty()) {
      results.write(IncidentTable.render(ordered, screen) + '\n');
    }
    for (Incident incident : ordered) {
      results.write(IncidentDetails.render(incident, screen) + '\n');
    }
    results.write(new FieldBlock(screen).heading(Summary.of(ordered), Style.STRONG).toString());
  }
}
