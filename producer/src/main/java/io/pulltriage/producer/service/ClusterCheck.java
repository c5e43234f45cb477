package io.pulltriage.producer.service;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pulltriage.producer.cluster.ClusterAccess;
import io.pulltriage.producer.cluster.ClusterDirectory;
import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.producer.translate.PublicText;
import io.pulltriage.producer.watch.ApiConnections;
import io.pulltriage.producer.wire.StreamKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Looks whether the configured clusters can be reached and read, without watching them. */
public final class ClusterCheck {

  private static final List<String> VERBS = List.of("list", "watch");
  private static final int CHECKS_AT_A_TIME = 32;

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
   * @param clusters each cluster's, in the order of their sources
   * @param problems what is wrong with the sources of clusters, and with Leases
   * @param notes what else will keep it from working: where it publishes to
   */
  public record Report(List<Result> clusters, List<String> problems, List<String> notes) {

    /** Whether nothing is wrong and there is a cluster to watch. */
    public boolean ok() {
      return problems.isEmpty() && !clusters.isEmpty() && clusters.stream().allMatch(Result::ok);
    }
  }

  /** Checks all clusters side by side; takes about as long as the slowest, or its timeout. */
  public static Report check(ProducerConfig config) {
    ExecutorService pool = Executors.newCachedThreadPool();
    ExecutorService checks = Executors.newFixedThreadPool(CHECKS_AT_A_TIME);
    try (ApiConnections connections = new ApiConnections(config.watch(), pool)) {
      CompletableFuture<List<String>> notes =
          CompletableFuture.supplyAsync(() -> KafkaCheck.notes(config), checks);
      ClusterDirectory.Listing listing = ClusterDirectory.of(config.clusters()).look();
      List<CompletableFuture<Result>> results =
          listing.clusters().values().stream()
              .map(
                  access ->
                      CompletableFuture.supplyAsync(
                          () -> check(access, connections::client), checks))
              .toList();
      List<String> problems = new ArrayList<>(listing.problems());
      if (config.leases().enabled()) {
        problems.addAll(LeaseCheck.problems(config.leases()));
      }
      return new Report(
          results.stream().map(CompletableFuture::join).toList(), problems, notes.join());
    } finally {
      checks.shutdownNow();
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
              : "may not " + String.join(", ", missing) + "; see k8s/base/producer/rbac.yaml");
    } catch (RuntimeException e) {
      return new Result(access.name(), access.origin(), false, PublicText.of(why(e)));
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
    return AccessReview.isAllowed(
        client, new ResourceAttributesBuilder().withVerb(verb).withResource(resource).build());
  }

  /** The innermost cause says it best; what wraps it repeats the request. */
  private static String why(RuntimeException error) {
    if (error instanceof KubernetesClientException refused && refused.getCode() > 0) {
      String said = refused.getStatus() == null ? null : refused.getStatus().getMessage();
      String hint = refused.getCode() == 401 ? "its credentials are not valid: " : "";
      return hint
          + "the API server answered "
          + refused.getCode()
          + (said == null ? "" : ": " + said);
    }
    Throwable cause = error;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return "cannot be reached: "
        + (message == null || message.isBlank() ? cause.getClass().getSimpleName() : message);
  }
}
