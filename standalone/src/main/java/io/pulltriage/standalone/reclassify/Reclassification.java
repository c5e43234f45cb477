package io.pulltriage.standalone.reclassify;

import java.util.List;

/**
 * What reading the past again has shown.
 *
 * @param rulesVersion version of the rules that it was read by
 * @param differences by incident
 * @param same incidents that are as before
 * @param beganBefore incidents that began before events were read, and so cannot be compared
 * @param notRetained incidents whose facts are no longer all there, and so cannot be compared
 * @param unreadable records that could not be read
 * @param applied incidents that were written
 */
public record Reclassification(
    String rulesVersion,
    List<Difference> differences,
    int same,
    int beganBefore,
    int notRetained,
    long unreadable,
    int applied) {

  /** Copies the list, so that nobody changes it later. */
  public Reclassification {
    differences = List.copyOf(differences);
  }

  Reclassification with(long unreadableRecords, int appliedIncidents) {
    return new Reclassification(
        rulesVersion,
        differences,
        same,
        beganBefore,
        notRetained,
        unreadableRecords,
        appliedIncidents);
  }
}
