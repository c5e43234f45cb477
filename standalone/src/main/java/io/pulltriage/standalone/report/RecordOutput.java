package io.pulltriage.standalone.report;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import java.io.IOException;
import java.util.List;

/** Where incidents and outbreaks are printed; flushing is the caller's. */
public interface RecordOutput {

  /** An incident that has opened, changed or ended. */
  void change(Incident incident) throws IOException;

  /** An outbreak that has begun, changed or ended. */
  void change(Outbreak outbreak) throws IOException;

  /** All there are, as they stand; the order given does not matter. */
  void state(List<Incident> incidents, List<Outbreak> outbreaks) throws IOException;
}
