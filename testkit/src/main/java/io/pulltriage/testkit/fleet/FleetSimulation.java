package io.pulltriage.testkit.fleet;

import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Keys;
import io.pulltriage.testkit.Nodes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Twenty minutes of a fleet. Workloads are rolled out all the time; each new pod pulls its image,
 * unless its node has it, and meets whatever is at fault there and then. Not thread-safe.
 */
public final class FleetSimulation {

  /** When it begins. */
  public static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

  /** How long it lasts. */
  public static final Duration LENGTH = Duration.ofMinutes(20);

  private static final Duration STATUS_EVERY = Duration.ofSeconds(10);
  private static final Duration WELL_FOR = Duration.ofSeconds(60);
  private static final int FLAKES_OF_THOUSAND = 4;
  private static final int UNRELATED = 6;

  private final Random random;
  private final Layout layout;
  private final List<Fault> faults;
  private final List<Fault> unrelated;
  private final Delivery delivery;
  private final Usage usage = new Usage();
  private final Troubles troubles = new Troubles();
  private final Map<String, List<SimulatedPod>> podsByWorkload = new HashMap<>();
  private final Set<String> imagesOnNodes = new HashSet<>();
  private final PriorityQueue<Step> steps =
      new PriorityQueue<>(Comparator.comparing(Step::at).thenComparing(Step::order));
  private long order;
  private int podNumber;

  private FleetSimulation(long seed, int clusters, int unrelatedCount) {
    random = new Random(seed);
    layout = Layout.random(random, clusters == 0 ? 3 + random.nextInt(6) : clusters);
    faults = FaultPlan.faults(random, layout, BEGIN);
    delivery = new Delivery(random, layout.clusters());
    unrelated = new ArrayList<>();
    for (int i = 0; i < unrelatedCount; i++) {
      unrelated.add(unrelated(i));
    }
  }

  /** A random fleet of three to eight clusters with one to five faults. */
  public static FleetRun random(long seed) {
    return new FleetSimulation(seed, 0, new Random(seed).nextInt(UNRELATED + 1)).run();
  }

  /** The same with so many clusters. */
  public static FleetRun ofClusters(long seed, int clusters) {
    return new FleetSimulation(seed, clusters, clusters / 2).run();
  }

  private FleetRun run() {
    layout.nodes().forEach(this::tellNode);
    for (String cluster : layout.clusters()) {
      Duration every = Duration.ofSeconds(10 + random.nextInt(50));
      at(BEGIN.plusSeconds(random.nextInt(30)), now -> rollOutAny(cluster, every, now));
      at(BEGIN.plus(STATUS_EVERY), now -> tellStatus(cluster, now));
    }
    faults.forEach(fault -> at(fault.begin(), now -> provoke(fault, now)));
    unrelated.forEach(fault -> at(fault.begin(), now -> provoke(fault, now)));
    Instant end = BEGIN.plus(LENGTH);
    while (!steps.isEmpty() && !steps.peek().at().isAfter(end)) {
      Step step = steps.remove();
      step.act().accept(step.at());
    }
    troubles.endAll(end);
    return new FleetRun(
        layout.clusters(),
        faults,
        troubles.expected(layout),
        troubles.possible(layout),
        delivery.facts());
  }

  /** A single workload's own trouble. */
  private Fault unrelated(int number) {
    SimulatedWorkload workload = any(layout.workloads());
    Instant from = BEGIN.plusSeconds(random.nextInt(600));
    String image = workload.image("unrelated-" + number);
    FaultKind kind = random.nextInt(3) == 0 ? FaultKind.BAD_RELEASE : FaultKind.MISSING_TAG;
    if (random.nextInt(3) == 0) {
      String host = "nowhere-" + number + ".example";
      SimulatedWorkload lost =
          new SimulatedWorkload(
              workload.cluster(), "lost", "lost-" + number, host, "app", Optional.empty(), 2);
      layout.workloads().add(lost);
      return new Fault(FaultKind.REGISTRY_DOWN, host, random.nextInt(30), from, Instant.MAX);
    }
    return new Fault(kind, image, 0, from, Instant.MAX);
  }

  private void rollOutAny(String cluster, Duration every, Instant now) {
    List<SimulatedWorkload> own = layout.workloadsOf(cluster);
    rollOut(any(own), "v" + podNumber, now);
    long next = every.toMillis() / 2 + random.nextInt((int) every.toMillis());
    at(now.plusMillis(next), then -> rollOutAny(cluster, every, then));
  }

  /** Sees to it that somebody meets a fault. */
  private void provoke(Fault fault, Instant now) {
    Instant soon = now.plusMillis(random.nextInt(20_000));
    switch (fault.kind()) {
      case MISSING_TAG, BAD_RELEASE ->
          victims(fault).forEach(own -> at(soon, then -> rollOut(own, tag(fault), then)));
      case WRONG_SECRET, REGISTRY_DOWN ->
          layout.workloads().stream()
              .filter(own -> fault.hits(layout.nodesOf(own.cluster()).get(0), own, ""))
              .limit(3)
              .forEach(own -> at(soon, then -> rollOut(own, "v" + podNumber, then)));
      case CLUSTER_CUT_OFF, ZONE_CUT_OFF, NODE_CUT_OFF, DISK_FULL ->
          layout.nodes().stream()
              .filter(node -> layout.workloads().stream().anyMatch(w -> fault.hits(node, w, "")))
              .limit(4)
              .forEach(node -> drainTo(node, soon));
    }
  }

  private void drainTo(SimulatedNode node, Instant soon) {
    for (int i = 0; i < 2 + random.nextInt(2); i++) {
      SimulatedWorkload own = any(layout.workloadsOf(node.cluster()));
      at(
          soon.plusMillis(random.nextInt(60_000)),
          now -> start(own, node, own.image("v" + podNumber), now));
    }
  }

  /** Workloads of the same repository in several clusters; those of one do not make an outbreak. */
  private List<SimulatedWorkload> victims(Fault fault) {
    int clusters = unrelated.contains(fault) ? 1 : 1 + random.nextInt(4);
    return layout.workloads().stream()
        .filter(workload -> workload.image(tag(fault)).equals(fault.key()))
        .limit(clusters)
        .toList();
  }

  private static String tag(Fault fault) {
    return fault.key().substring(fault.key().lastIndexOf(':') + 1);
  }

  private void rollOut(SimulatedWorkload workload, String tag, Instant now) {
    String image = workload.image(tag);
    List<SimulatedPod> old = podsByWorkload.getOrDefault(workload.id(), List.of());
    old.forEach(pod -> replace(pod, image, now.plusSeconds(5)));
    podsByWorkload.put(workload.id(), new ArrayList<>());
    for (int replica = 0; replica < workload.replicas(); replica++) {
      SimulatedNode node = any(layout.nodesOf(workload.cluster()));
      at(now.plusMillis(random.nextInt(10_000)), then -> start(workload, node, image, then));
    }
  }

  private void start(SimulatedWorkload workload, SimulatedNode node, String image, Instant now) {
    SimulatedPod pod = new SimulatedPod(workload, node, image, podNumber++, now);
    podsByWorkload.computeIfAbsent(workload.id(), id -> new ArrayList<>()).add(pod);
    pull(pod, Optional.empty(), now);
  }

  private void replace(SimulatedPod pod, String image, Instant at) {
    at(
        at,
        now -> {
          troubles.end(pod, now);
          usage.stopped(pod);
          if (pod.isImplicated() && !pod.isGone()) {
            tell(pod.replaced(image, now), now);
            at(now.plusSeconds(2), then -> tell(pod.withdrawn(then), then));
          }
          pod.remove();
        });
  }

  private void pull(SimulatedPod pod, Optional<Instant> firstFailure, Instant now) {
    if (pod.isGone()) {
      return;
    }
    if (imagesOnNodes.contains(pod.node().id() + ' ' + pod.image())) {
      run(pod, now);
      return;
    }
    Optional<Fault> fault = fault(pod, now);
    if (fault.isEmpty() || fault.get().kind() == FaultKind.BAD_RELEASE) {
      at(now.plusMillis(500 + random.nextInt(8_000)), then -> pulled(pod, then));
    } else {
      at(now.plusMillis(300 + random.nextInt(9_000)), t -> fail(pod, fault.get(), firstFailure, t));
    }
  }

  private void fail(SimulatedPod pod, Fault fault, Optional<Instant> first, Instant now) {
    if (pod.isGone()) {
      return;
    }
    troubles.fail(pod, fault, now);
    String message = fault.message(pod.workload().registry(), pod.image());
    tell(pod.failedEvent(message, first.orElse(now), now), now);
    tell(pod.waiting(message, now.plusMillis(500)), now.plusMillis(500));
    at(now.plus(pod.backOff()), then -> pull(pod, Optional.of(first.orElse(now)), then));
  }

  private void pulled(SimulatedPod pod, Instant now) {
    if (!pod.isGone()) {
      imagesOnNodes.add(pod.node().id() + ' ' + pod.image());
      tell(pod.pulledEvent(now), now);
      run(pod, now);
    }
  }

  private void run(SimulatedPod pod, Instant now) {
    if (pod.isGone()) {
      return;
    }
    Optional<Fault> crash = fault(pod, now).filter(fault -> fault.kind() == FaultKind.BAD_RELEASE);
    if (crash.isPresent()) {
      troubles.fail(pod, crash.get(), now);
      tell(pod.crashed(now), now);
      at(now.plus(pod.backOff()), then -> run(pod, then));
      return;
    }
    troubles.end(pod, now);
    usage.started(pod);
    if (pod.isImplicated()) {
      tell(pod.running(now), now);
      at(now.plus(WELL_FOR), then -> withdraw(pod, then));
    }
  }

  private void withdraw(SimulatedPod pod, Instant now) {
    if (!pod.isGone()) {
      tell(pod.withdrawn(now), now);
    }
  }

  /** The first fault that a pull meets; now and then one fails for no reason at all. */
  private Optional<Fault> fault(SimulatedPod pod, Instant now) {
    Optional<Fault> known =
        Stream.concat(faults.stream(), unrelated.stream())
            .filter(fault -> fault.isActive(now))
            .filter(fault -> fault.hits(pod.node(), pod.workload(), pod.image()))
            .min(Comparator.comparing(Fault::kind));
    boolean flake = random.nextInt(1000) < FLAKES_OF_THOUSAND;
    return known.isEmpty() && flake && !pod.isImplicated()
        ? Optional.of(new Fault(FaultKind.NODE_CUT_OFF, "flake " + order, 0, now, now))
        : known;
  }

  private void tellNode(SimulatedNode node) {
    String zone = node.zone().isEmpty() ? null : node.zone();
    delivery.add(
        node.cluster(),
        new Fact(
            Fact.Topic.NODES,
            Keys.node(node.cluster(), node.name()),
            Nodes.ready(node.cluster(), node.name()).zone(zone).at(BEGIN).build(),
            BEGIN));
  }

  private void tellStatus(String cluster, Instant now) {
    usage.changed(cluster, now).forEach(fact -> delivery.add(cluster, fact));
    ClusterStatus status =
        ClusterStatus.newBuilder()
            .setCluster(cluster)
            .setConnected(true)
            .setSynced(true)
            .setSince(BEGIN)
            .setLastEvent(now)
            .setObservedAt(now)
            .build();
    delivery.add(cluster, new Fact(Fact.Topic.CLUSTERS, cluster, status, now));
    at(now.plus(STATUS_EVERY), then -> tellStatus(cluster, then));
  }

  private void tell(Fact fact, Instant now) {
    String cluster = fact.key().substring(0, fact.key().indexOf('/'));
    at(now, then -> delivery.add(cluster, fact));
  }

  private void at(Instant time, Consumer<Instant> act) {
    steps.add(new Step(time, order++, act));
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private record Step(Instant at, long order, Consumer<Instant> act) {}
}
