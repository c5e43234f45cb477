package io.pulltriage.producer.service;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pulltriage.producer.cluster.ClusterAccess;
import io.pulltriage.producer.cluster.ClusterDirectory;
import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.producer.translate.PublicText;
import io.pulltriage.producer.watch.ApiConnections;
import io.pulltriage.producer.wire.StreamKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;

/** Looks whether the configured clusters can be reached and read, without watching them. */
public final class ClusterCheck {

  private static final List<String> VERBS = List.of("list", "watch");

  private ClusterCheck() {}

  /**
   * What was found out about a cluster.
   *
   * @param cluster its name
   * @param origin where it is configured
   * @param ok whether it can be watched
   * @param result that it can, or why not, with credentials masked
   */
  public record Result(String cluster, String origin, boolean ok, String result) {}

  /**
   * All results.
   *
   * @param clusters each cluster's, by name
   * @param problems what is wrong with the sources of clusters
   */
  public record Report(List<Result> clusters, List<String> problems) {

    /** Whether nothing is wrong and there is a cluster to watch. */
    public boolean ok() {
      return problems.isEmpty() && !clusters.isEmpty() && clusters.stream().allMatch(Result::ok);
    }
  }

  /** Checks all clusters; takes no longer than each's timeout. */
  public static Report check(ProducerConfig config) {
    ClusterDirectory.Listing listing = ClusterDirectory.of(config.clusters()).look();
    ExecutorService pool = Executors.newCachedThreadPool();
    try (ApiConnections connections = new ApiConnections(config.watch(), pool)) {
      List<Result> results =
          listing.clusters().values().stream()
              .map(access -> check(access, connections::client))
              .toList();
      return new Report(results, listing.problems());
    } finally {
      pool.shutdownNow();
    }
  }

  static Result check(ClusterAccess access, Function<ClusterAccess, KubernetesClient> connect) {
    try (KubernetesClient client = connect.apply(access)) {
      List<String> missing = missing(client);
      return new Result(
          access.name(),
          access.origin(),
          missing.isEmpty(),
          missing.isEmpty()
              ? "can be watched"
              : "may not " + String.join(", ", missing) + "; see k8s/producer-rbac.yaml");
    } catch (RuntimeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new Result(
          access.name(),
          access.origin(),
          false,
          PublicText.of("cannot be reached: " + cause.getMessage()));
    }
  }

  private static List<String> missing(KubernetesClient client) {
    List<String> missing = new ArrayList<>();
    for (StreamKind kind : StreamKind.values()) {
      String resource = kind.name().toLowerCase(Locale.ROOT);
      for (String verb : VERBS) {
        if (!isAllowed(client, verb, resource)) {
          missing.add(verb + ' ' + resource);
        }
      }
    }
    return missing;
  }

  private static boolean isAllowed(KubernetesClient client, String verb, String resource) {
    SelfSubjectAccessReview review =
        client
            .authorization()
            .v1()
            .selfSubjectAccessReview()
            .create(
                new SelfSubjectAccessReviewBuilder()
                    .withNewSpec()
                    .withNewResourceAttributes()
                    .withVerb(verb)
                    .withResource(resource)
                    .endResourceAttributes()
                    .endSpec()
                    .build());
    return Stream.ofNullable(review.getStatus())
        .anyMatch(status -> Boolean.TRUE.equals(status.getAllowed()));
  }
}
