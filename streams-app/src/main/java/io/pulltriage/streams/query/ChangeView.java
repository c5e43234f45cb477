package io.pulltriage.streams.query;

import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import java.util.Optional;

/**
 * What someone hears of changes: of what satisfies a filter and may be seen, by the same rules as
 * {@link ReadModel} answers by. Immutable and pure.
 */
public final class ChangeView {

  /** Namespace, kind, name, container, phase and image's hash: none of them holds a slash. */
  private static final int PARTS_AFTER_CLUSTER = 6;

  private final Visibility visibility;
  private final Filter incidents;
  private final Filter concerned;
  private final Filter clusters;
  private final OutbreakView outbreaks;
  private final OutbreakView visibleOutbreaks;

  /** A view of what the filter chooses, as far as it applies, and the visibility allows. */
  public ChangeView(Filter filter, Visibility visibility) {
    this.visibility = visibility;
    this.incidents = filter.of(Field.Subject.INCIDENT);
    this.concerned = incidents.fixedPart();
    this.clusters = filter.of(Field.Subject.CLUSTER);
    this.outbreaks = new OutbreakView(filter.of(Field.Subject.OUTBREAK), visibility);
    this.visibleOutbreaks = new OutbreakView(Filter.NONE, visibility);
  }

  /** Whether the incident satisfies the filter and may be seen. */
  public boolean shows(Incident incident) {
    return isSeen(incident) && incidents.matches(incident);
  }

  /** Whether the incident may have satisfied the filter once, or may yet. */
  public boolean concerns(Incident incident) {
    return isSeen(incident) && concerned.matches(incident);
  }

  private boolean isSeen(Incident incident) {
    return visibility.sees(incident.getCluster(), incident.getNamespace());
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

  /** Whether a cluster satisfies the filter and its health may be seen. */
  public boolean shows(ClusterStatus status) {
    return visibility.seesSomeOf(status.getCluster()) && clusters.matches(status);
  }

  /** Whether there is nothing that may not be seen. */
  public boolean seesEverything() {
    return visibility.equals(Visibility.ALL);
  }
}
