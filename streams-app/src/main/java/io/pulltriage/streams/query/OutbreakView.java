package io.pulltriage.streams.query;

import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.OutbreakScope;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What someone may see of an outbreak. Pure.
 *
 * <p>What goes wrong with a registry, a node, a zone or a cluster concerns everyone in the clusters
 * that it reaches. What goes wrong with an image or a credential concerns those who may see one of
 * the incidents that it lists, or the whole of a cluster that it reached: its key would tell others
 * what they may not know.
 */
final class OutbreakView {

  private static final String SEPARATOR = "/";

  private final Filter filter;
  private final Visibility visibility;

  OutbreakView(Filter filter, Visibility visibility) {
    this.filter = filter;
    this.visibility = visibility;
  }

  /**
   * The outbreak as far as it may be seen; empty where it may not or the filter leaves it out. The
   * filter applies to that part: who filters by a cluster must not learn by it that one was reached
   * that may not be seen.
   */
  Optional<Outbreak> of(Outbreak outbreak) {
    return seen(outbreak).filter(filter::matches);
  }

  private Optional<Outbreak> seen(Outbreak outbreak) {
    if (outbreak.getClusters().stream().allMatch(visibility::seesAllOf)) {
      return Optional.of(outbreak);
    }
    return concernsViewer(outbreak) ? Optional.of(part(outbreak)) : Optional.empty();
  }

  private boolean concernsViewer(Outbreak outbreak) {
    Predicate<String> reach =
        isOfInfrastructure(outbreak.getScope()) ? visibility::seesSomeOf : visibility::seesAllOf;
    return outbreak.getClusters().stream().anyMatch(reach)
        || outbreak.getIncidentIds().stream().anyMatch(id -> seesIncident(outbreak, id));
  }

  private static boolean isOfInfrastructure(OutbreakScope scope) {
    return switch (scope) {
      case REGISTRY, NODE, ZONE, CLUSTER -> true;
      case IMAGE, CREDENTIAL, UNKNOWN -> false;
    };
  }

  private Outbreak part(Outbreak outbreak) {
    List<String> clusters = outbreak.getClusters().stream().filter(visibility::seesSomeOf).toList();
    List<String> nodes =
        outbreak.getNodes().stream()
            .filter(node -> clusters.stream().anyMatch(at -> node.startsWith(at + SEPARATOR)))
            .toList();
    List<String> incidents =
        outbreak.getIncidentIds().stream().filter(id -> seesIncident(outbreak, id)).toList();
    return Outbreak.newBuilder(outbreak)
        .setClusters(clusters)
        .setNodes(nodes)
        .setIncidentIds(incidents)
        .setExplanation(
            "%d incidents in %d clusters; listed is what you may see of it."
                .formatted(outbreak.getIncidents(), outbreak.getClusters().size()))
        .build();
  }

  /** An id begins with the cluster, whose name may hold a slash, and the namespace. */
  private boolean seesIncident(Outbreak outbreak, String id) {
    return outbreak.getClusters().stream()
        .filter(cluster -> id.startsWith(cluster + SEPARATOR))
        .anyMatch(
            cluster -> {
              String rest = id.substring(cluster.length() + 1);
              int end = rest.indexOf(SEPARATOR);
              return end > 0 && visibility.sees(cluster, rest.substring(0, end));
            });
  }
}
