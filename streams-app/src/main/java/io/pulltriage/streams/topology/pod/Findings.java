package io.pulltriage.streams.topology.pod;

import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.Records;
import io.pulltriage.schemas.internal.PodCase;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.streams.topology.diagnosis.Diagnosis;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.SchemaNormalization;

/** What a case finds, and what of it is news. Pure and thread-safe. */
final class Findings {

  private final Diagnosis diagnosis;

  Findings(Diagnosis diagnosis) {
    this.diagnosis = diagnosis;
  }

  /** The findings that differ from those last told. */
  News news(PodCase podCase) {
    Map<String, Long> told = new HashMap<>(podCase.getTold());
    Map<String, PodFinding> news = new LinkedHashMap<>();
    for (PodFinding finding : diagnosis.findings(podCase)) {
      String incident = incident(finding);
      long fingerprint = SchemaNormalization.fingerprint64(Records.content(finding));
      Long before = told.put(incident, fingerprint);
      if (before == null || before != fingerprint) {
        news.put(incident, finding);
      }
    }
    return new News(news, told);
  }

  private static String incident(PodFinding finding) {
    return Keys.incident(
        finding.getCluster(),
        finding.getNamespace(),
        finding.getWorkload(),
        finding.getContainer(),
        finding.getPhase(),
        finding.getImage());
  }

  /**
   * What is to be told.
   *
   * @param findings by incident
   * @param told fingerprints of all that has been told then, by incident
   */
  record News(Map<String, PodFinding> findings, Map<String, Long> told) {}
}
