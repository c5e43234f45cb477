package io.pulltriage.streams.query;

import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.Outbreak;
import java.util.List;

/**
 * What is known, asked of the whole application: any instance answers for all of them. Where a part
 * cannot be had the answer says so, and never takes what it could not look at for what is not
 * there.
 *
 * <p>Visibility is applied before paging and counting: what may not be seen is in no page, no
 * number and no cursor. No method throws because an instance, a store or Kafka is away; all throw
 * {@link IllegalArgumentException} for what no one could answer, with a message that is fit to be
 * shown to whoever asked.
 *
 * <p>Thread-safe. Calls block, for no longer than the configured patience with other instances and
 * the time that reading takes.
 */
public interface IncidentQueries {

  /** Incidents that satisfy a filter, in the page's order. */
  Answer<Page<Incident>> incidents(
      IncidentFilter filter, Visibility visibility, PageRequest request);

  /** The incident of an id. One that may not be seen is absent. */
  Lookup<Incident> incident(String id, Visibility visibility);

  /**
   * Outbreaks that satisfy a filter, in the page's order. Who may see only a part of what an
   * outbreak reached sees the outbreak with that part of its clusters, nodes and incidents.
   */
  Answer<Page<Outbreak>> outbreaks(
      OutbreakFilter filter, Visibility visibility, PageRequest request);

  /** The outbreak of an id. One that may not be seen is absent. */
  Lookup<Outbreak> outbreak(String id, Visibility visibility);

  /** How each cluster's collection stands, by the cluster's name. */
  Answer<List<ClusterReport>> clusters(Visibility visibility);

  /** How many of what there are, and how that came about over the last day. */
  Answer<Summary> summary(Visibility visibility);

  /** Texts that no rule reads, by their wording. */
  Answer<UnreadTexts> unreadTexts();

  /** A node as it was last seen. It may be seen by whoever may see anything of its cluster. */
  Lookup<NodeSnapshot> node(String cluster, String name, Visibility visibility);

  /**
   * Where an image runs well in a cluster. It may be seen by whoever may see anything of the
   * cluster; an image that no container runs from is absent.
   *
   * @param image taken in its normalised form
   */
  Lookup<ImageUsage> image(String cluster, ImageReference image, Visibility visibility);
}
