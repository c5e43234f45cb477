package io.pulltriage.standalone.replay;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import java.util.List;

/**
 * How things stood at the end of the recordings: the latest state of each incident and outbreak.
 *
 * @param incidents in no particular order
 * @param outbreaks in no particular order
 */
public record ReplayResult(List<Incident> incidents, List<Outbreak> outbreaks) {

  /** Copies the lists, so that nobody changes them later. */
  public ReplayResult {
    incidents = List.copyOf(incidents);
    outbreaks = List.copyOf(outbreaks);
  }
}
