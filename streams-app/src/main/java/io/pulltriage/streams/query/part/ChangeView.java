package io.pulltriage.streams.query.part;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.streams.query.IncidentFilter;
import io.pulltriage.streams.query.IncidentQueries;
import io.pulltriage.streams.query.OutbreakFilter;
import io.pulltriage.streams.query.Visibility;
import io.pulltriage.streams.topology.index.Entries;
import java.util.Optional;

/**
 * What someone hears of changes: of what satisfies a filter and may be seen, by the same rules as
 * {@link IncidentQueries} answers by. Immutable and pure.
 */
public final class ChangeView {

  /** Namespace, kind, name, container, phase and image's hash: none of them holds a slash. */
  private static final int PARTS_AFTER_CLUSTER = 6;

  private final Visibility visibility;
  private final IncidentMatch wanted;
  private final IncidentMatch concerned;
  private final IncidentText text;
  private final OutbreakView outbreaks;
  private final OutbreakView visibleOutbreaks;

  /** A view of what the filters choose and the visibility allows. */
  public ChangeView(IncidentFilter incidents, OutbreakFilter outbreaks, Visibility visibility) {
    this.visibility = visibility;
    this.wanted = new IncidentMatch(incidents, visibility);
    this.concerned = new IncidentMatch(constantPart(incidents), visibility);
    this.text = new IncidentText(incidents.text());
    this.outbreaks = new OutbreakView(outbreaks, visibility);
    this.visibleOutbreaks = new OutbreakView(OutbreakFilter.NONE, visibility);
  }

  /** What of the filter an incident satisfies always or never. */
  private static IncidentFilter constantPart(IncidentFilter filter) {
    return IncidentFilter.builder()
        .phase(filter.phase().orElse(null))
        .cluster(filter.cluster().orElse(null))
        .namespace(filter.namespace().orElse(null))
        .workload(filter.workload().orElse(null))
        .image(filter.image().orElse(null))
        .registry(filter.registry().orElse(null))
        .build();
  }

  /** Whether the incident satisfies the filter and may be seen. */
  public boolean shows(Incident incident) {
    return wanted.test(Entries.of(incident)) && text.isIn(incident);
  }

  /** Whether the incident may have satisfied the filter once, or may yet. */
  public boolean concerns(Incident incident) {
    return concerned.test(Entries.of(incident));
  }

  /** The outbreak as far as it may be seen; empty if it may not or does not satisfy the filter. */
  public Optional<Outbreak> shown(Outbreak outbreak) {
    return outbreaks.of(outbreak);
  }

  /** Whether the outbreak may be seen, whatever the filter says. */
  public boolean concerns(Outbreak outbreak) {
    return visibleOutbreaks.of(outbreak).isPresent();
  }

  /** Whether it may be known that there was an incident of an id. */
  public boolean seesIncident(String id) {
    int end = id.length();
    int namespaceEnd = 0;
    for (int i = 0; i < PARTS_AFTER_CLUSTER; i++) {
      namespaceEnd = end;
      end = id.lastIndexOf('/', end - 1);
      if (end < 0) {
        return false;
      }
    }
    return visibility.sees(id.substring(0, end), id.substring(end + 1, namespaceEnd));
  }

  /** Whether a cluster's health may be seen. */
  public boolean seesCluster(String cluster) {
    return visibility.seesSomeOf(cluster);
  }

  /** Whether there is nothing that may not be seen. */
  public boolean seesEverything() {
    return visibility.equals(Visibility.ALL);
  }
}
