package io.pulltriage.producer.watch;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.pulltriage.producer.cluster.OwnCluster;
import io.pulltriage.producer.config.LeaseConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Lease for each cluster in the cluster that the process runs in: whoever holds it watches. Two
 * may watch at once for a moment, which is harmless. {@link #held} and {@link #close} are called by
 * one thread.
 */
final class Leases implements Fleet.Holding {

  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

  private final LeaseConfig config;
  private final KubernetesClient client;
  private final String identity;
  private final String namespace;
  private final Map<String, CompletableFuture<?>> electionByCluster = new HashMap<>();
  private final Set<String> held = ConcurrentHashMap.newKeySet();

  Leases(LeaseConfig config) {
    this(config, OwnCluster.client(config.kubeconfig(), ""), identityOfThisProcess());
  }

  Leases(LeaseConfig config, KubernetesClient client, String identity) {
    this.config = config;
    this.client = client;
    this.identity = identity;
    this.namespace = config.namespace().isBlank() ? OwnCluster.namespace() : config.namespace();
  }

  @Override
  public Set<String> held(Set<String> all) {
    for (String cluster : Set.copyOf(electionByCluster.keySet())) {
      if (!all.contains(cluster)) {
        leave(cluster);
      }
    }
    for (String cluster : all) {
      CompletableFuture<?> election = electionByCluster.get(cluster);
      if (election == null || election.isDone()) {
        // An election ends when its Lease is lost; whoever lost it stands again.
        electionByCluster.put(cluster, stand(cluster));
      }
    }
    Set<String> mine = new HashSet<>(held);
    mine.retainAll(all);
    return mine;
  }

  /** Gives all Leases back, so that others need not wait for them to run out. */
  @Override
  public void close() {
    Set.copyOf(electionByCluster.keySet()).forEach(this::leave);
    client.close();
  }

  private CompletableFuture<?> stand(String cluster) {
    return client
        .leaderElector()
        .withConfig(
            new LeaderElectionConfigBuilder()
                .withName(cluster)
                .withLock(new LeaseLock(namespace, name(cluster), identity))
                .withLeaseDuration(config.duration())
                .withRenewDeadline(config.renewWithin())
                .withRetryPeriod(config.retryEvery())
                .withReleaseOnCancel(true)
                .withLeaderCallbacks(
                    new LeaderCallbacks(
                        () -> held.add(cluster),
                        () -> held.remove(cluster),
                        leader -> LOG.info("cluster={} watchedBy={}", cluster, leader)))
                .build())
        .build()
        .start();
  }

  private void leave(String cluster) {
    CompletableFuture<?> election = electionByCluster.remove(cluster);
    if (election != null) {
      election.cancel(true);
    }
    held.remove(cluster);
  }

  /** A cluster's name may have characters that a Lease's must not; the hash keeps it unique. */
  static String name(String cluster) {
    String readable =
        cluster.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    UUID hash = UUID.nameUUIDFromBytes(cluster.getBytes(StandardCharsets.UTF_8));
    return "pulltriage-"
        + readable.substring(0, Math.min(40, readable.length()))
        + '-'
        + hash.toString().substring(0, 8);
  }

  private static String identityOfThisProcess() {
    try {
      return InetAddress.getLocalHost().getHostName() + '-' + UUID.randomUUID();
    } catch (UnknownHostException e) {
      return UUID.randomUUID().toString();
    }
  }
}
