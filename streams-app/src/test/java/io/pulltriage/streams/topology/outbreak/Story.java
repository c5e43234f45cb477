package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.streams.testing.Facts;
import io.pulltriage.streams.testing.Pipeline;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Nodes;
import io.pulltriage.testkit.Pods;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What happens in a few small clusters, told by the second and played through the whole topology. A
 * cluster's status comes every ten seconds, behind all that happened until then.
 */
final class Story {

  static final String REFUSED =
      "failed to pull and unpack image: failed to resolve reference: failed to do request: Head"
          + " \"https://registry/v2/\": dial tcp 10.0.0.1:443: connect: connection refused";
  static final String UNAVAILABLE =
      "failed to pull and unpack image: failed to resolve reference: unexpected status from HEAD"
          + " request to https://registry/v2/: 503 Service Unavailable";
  static final String NOT_FOUND =
      "rpc error: code = NotFound desc = failed to pull and unpack image: failed to resolve"
          + " reference: not found";
  static final String UNAUTHORIZED =
      "failed to pull and unpack image: failed to resolve reference: failed to authorize: failed to"
          + " fetch oauth token: unexpected status: 401 Unauthorized";
  static final String PROXY =
      "failed to pull and unpack image: failed to resolve reference: failed to do request: Head"
          + " \"https://registry/v2/\": proxyconnect tcp: dial tcp 10.0.0.9:3128: connect:"
          + " connection refused";
  static final String LIMITED =
      "failed to pull and unpack image: failed to resolve reference: unexpected status from HEAD"
          + " request to https://registry/v2/: 429 Too Many Requests";

  private final List<Publication> facts = new ArrayList<>();
  private final Map<String, Long> silentFrom = new TreeMap<>();
  private final Map<String, Pods> pods = new HashMap<>();
  private final Map<String, Long> shapes = new HashMap<>();
  private String secret = "";

  static Instant at(long second) {
    return Pods.LONG_AGO.plusSeconds(second);
  }

  /** A cluster of nodes, each as {@code name} or {@code name@zone}. */
  Story cluster(String name, String... nodes) {
    silentFrom.put(name, Long.MAX_VALUE);
    for (String node : nodes) {
      String[] parts = node.split("@", 2);
      Nodes made = Nodes.ready(name, parts[0]).at(at(0));
      facts.add(Facts.node((parts.length > 1 ? made.zone(parts[1]) : made).build()));
    }
    return this;
  }

  /** No status comes from a cluster from then on. */
  Story silent(String cluster, long from) {
    silentFrom.put(cluster, from);
    return this;
  }

  /** From here on, pods name a pull secret. */
  Story secret(String name) {
    secret = name;
    return this;
  }

  /** The only pod of a Deployment, named like its place and image, fails from then on. */
  Story fails(long second, String place, String workload, String image, String message) {
    String[] where = place.split("/", 2);
    String key = where[0] + '/' + workload;
    Pods pod =
        pods.computeIfAbsent(
            key, missing -> Pods.failing(where[0], "shop", workload).image(image).on(where[1]));
    if (!secret.isEmpty()) {
      pod.pullSecrets(secret);
    }
    String text = "Failed to pull image \"" + image + "\": " + message;
    facts.add(
        Facts.pod(
            pod.waiting("app", "ErrImagePull", text)
                .at(at(second))
                .revision(shapes.merge(key, 1L, Long::sum))
                .build()));
    return this;
  }

  /** It runs after all. */
  Story recovers(long second, String cluster, String workload) {
    String key = cluster + '/' + workload;
    Pods pod = Objects.requireNonNull(pods.get(key));
    facts.add(
        Facts.pod(
            pod.running("app", at(second))
                .at(at(second))
                .revision(shapes.merge(key, 1L, Long::sum))
                .build()));
    return this;
  }

  /** An image is pulled on a node. */
  Story pulls(long second, String place, String image) {
    String[] where = place.split("/", 2);
    String name = "well-" + facts.size();
    facts.add(
        Facts.event(
            Events.normal(
                    Pods.started(where[0], "shop", name)
                        .image(image)
                        .on(where[1])
                        .running("app", at(second))
                        .build(),
                    "Pulled",
                    "Successfully pulled image \"" + image + "\" in 1.5s")
                .at(at(second))
                .build()));
    return this;
  }

  /** How things stand when it has been played so far. */
  Ending until(long second) {
    List<Publication> all = new ArrayList<>(facts);
    silentFrom.forEach(
        (cluster, from) -> {
          for (long tick = 0; tick <= Math.min(second, from); tick += 10) {
            all.add(Facts.time(cluster, at(tick)));
          }
        });
    all.removeIf(fact -> fact.time().isAfter(at(second)));
    // The status of a second follows on what happened in it.
    all.sort(
        Comparator.comparing(Publication::time)
            .thenComparing(fact -> fact.kind() == Publication.Kind.CLUSTER));
    try (Pipeline pipeline = Pipeline.recorded()) {
      pipeline.feed(all);
      return new Ending(pipeline.incidents(), pipeline.outbreaks());
    }
  }

  /** How things stand. */
  record Ending(SortedMap<String, Incident> incidents, SortedMap<String, Outbreak> outbreaks) {

    /** The outbreaks, as {@code SCOPE/key/CAUSE}. */
    List<String> open() {
      return outbreaks.values().stream()
          .filter(outbreak -> outbreak.getStatus() == IncidentStatus.OPEN)
          .map(Outbreak::getId)
          .toList();
    }

    List<String> over() {
      return outbreaks.values().stream()
          .filter(outbreak -> outbreak.getStatus() == IncidentStatus.RESOLVED)
          .map(Outbreak::getId)
          .toList();
    }

    Outbreak outbreak(String id) {
      Outbreak found = outbreaks.get(id);
      if (found == null) {
        throw new AssertionError("no outbreak " + id + " but " + outbreaks.keySet());
      }
      return found;
    }

    /** The outbreak that each workload's incident names, by {@code cluster/workload}. */
    SortedMap<String, String> named() {
      SortedMap<String, String> named = new TreeMap<>();
      incidents
          .values()
          .forEach(
              incident ->
                  named.put(
                      incident.getCluster() + '/' + incident.getWorkload().getName(),
                      incident.getOutbreak().orElse("")));
      return named;
    }
  }
}
