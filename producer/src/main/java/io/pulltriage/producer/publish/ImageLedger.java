package io.pulltriage.producer.publish;

import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.Records;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where each image runs in a cluster. A change is published after the interval in which further
 * ones are gathered, as it stands then: a container that crashed in the meantime never counted.
 */
final class ImageLedger implements Timed {

  private final Outlet outlet;
  private final NodeLedger nodes;
  private final String cluster;
  private final FeedConfig config;
  private final Map<String, Set<PodTemplate>> templatesByImage = new HashMap<>();
  private final Map<String, ImageUsage> published = new HashMap<>();
  private final Set<String> restored = new HashSet<>();
  private final Agenda<String> counts = new Agenda<>();

  ImageLedger(Outlet outlet, NodeLedger nodes, String cluster, FeedConfig config) {
    this.outlet = outlet;
    this.nodes = nodes;
    this.cluster = cluster;
    this.config = config;
  }

  /** Takes what was published before; it is counted anew once all pods are known. */
  void restore(ImageUsage usage) {
    String image = ImageReferences.normalized(usage.getImage());
    published.put(image, usage);
    restored.add(image);
  }

  void recountRestored() {
    restored.forEach(this::touch);
    restored.clear();
  }

  /** Takes the news that a pod of the one template is of the other now, or does something else. */
  void update(PodTemplate before, PodTemplate now) {
    drop(before);
    for (ContainerImage image : now.images) {
      templatesByImage.computeIfAbsent(image.normalized(), unused -> new HashSet<>()).add(now);
      touch(image.normalized());
    }
  }

  /** Takes the news that a pod of this template is no more. */
  void remove(PodTemplate template) {
    drop(template);
  }

  /** Takes the news that a node is there, gone, or not what it was. */
  void nodeChanged(String node) {
    templatesByImage.forEach(
        (image, templates) -> {
          if (templates.stream()
              .flatMap(PodTemplate::pods)
              .anyMatch(pod -> node.equals(pod.node))) {
            touch(image);
          }
        });
  }

  /** Publishes what has changed without waiting for the interval to pass. */
  void flush() {
    counts.drain().forEach(this::count);
  }

  @Override
  public @Nullable Instant next() {
    return counts.next();
  }

  @Override
  public void runNext() {
    count(counts.poll());
  }

  private void drop(PodTemplate template) {
    for (ContainerImage image : template.images) {
      if (template.isEmpty()) {
        templatesByImage.computeIfPresent(
            image.normalized(),
            (unused, templates) -> {
              templates.remove(template);
              return templates.isEmpty() ? null : templates;
            });
      }
      touch(image.normalized());
    }
  }

  private void touch(String image) {
    Instant soon = outlet.now().plus(config.imageInterval());
    Instant planned = counts.timeOf(image);
    if (planned == null || planned.isAfter(soon)) {
      counts.put(image, soon);
    }
  }

  private void count(String image) {
    if (restored.contains(image)) {
      return;
    }
    ImageUsage before = published.get(image);
    ImageUsage usage = usage(image, before);
    String key = Keys.image(cluster, usage.getImage());
    if (before == null && usage.getRunningContainers() == 0) {
      return;
    }
    if (before != null && isLongUnused(before, usage)) {
      published.remove(image);
      outlet.publish(Kind.IMAGE, key, null);
      return;
    }
    if (before == null || !sameUsage(before, usage)) {
      published.put(image, usage);
      outlet.publish(Kind.IMAGE, key, usage);
    }
    if (usage.getRunningContainers() == 0) {
      counts.put(
          image,
          Objects.requireNonNull(published.get(image)).getObservedAt().plus(config.wellFor()));
    }
  }

  private boolean isLongUnused(ImageUsage before, ImageUsage usage) {
    return before.getRunningContainers() == 0
        && usage.getRunningContainers() == 0
        && !usage.getObservedAt().isBefore(before.getObservedAt().plus(config.wellFor()));
  }

  private ImageUsage usage(String image, @Nullable ImageUsage before) {
    UsageCount count = new UsageCount(before);
    for (PodTemplate template : templatesByImage.getOrDefault(image, Set.of())) {
      template
          .pods()
          .forEach(pod -> count.add(pod, image, pod.node == null ? null : nodes.get(pod.node)));
    }
    return count.toUsage(cluster, image, outlet.now());
  }

  /** Bytes that it takes; see {@link MemoryEstimate}. */
  long bytes() {
    long bytes = MemoryEstimate.IMAGE * templatesByImage.size();
    for (ImageUsage usage : published.values()) {
      bytes += 4L * usage.getNodes().size();
    }
    return bytes;
  }

  private static boolean sameUsage(ImageUsage one, ImageUsage other) {
    return Records.equal(
        one,
        ImageUsage.newBuilder(other)
            .setObservedAt(one.getObservedAt())
            .setRevision(one.getRevision())
            .build());
  }

  /** Adds up the pods that ask for one image. */
  private static final class UsageCount {
    private final TreeSet<String> references = new TreeSet<>();
    private final TreeSet<String> nodes = new TreeSet<>();
    private final TreeSet<String> platforms = new TreeSet<>();
    private final TreeSet<String> zones = new TreeSet<>();
    private final long revision;
    private int running;
    private @Nullable Instant lastStart;

    UsageCount(@Nullable ImageUsage before) {
      if (before != null) {
        references.add(before.getImage().getReference());
      }
      lastStart = before == null ? null : before.getLastStart().orElse(null);
      revision = before == null ? 0 : before.getRevision() + 1;
    }

    void add(TrackedPod pod, String image, @Nullable NodeSnapshot node) {
      for (int i = 0; i < pod.runningSince.length; i++) {
        ContainerImage asked = pod.template.images.get(i);
        long since = pod.runningSince[i];
        if (asked.normalized().equals(image)) {
          references.add(asked.image());
          if (since != TrackedPod.NOT_RUNNING) {
            addRunning(pod, Instant.ofEpochMilli(since), node);
          }
        }
      }
    }

    private void addRunning(TrackedPod pod, Instant since, @Nullable NodeSnapshot node) {
      running++;
      lastStart = lastStart == null || since.isAfter(lastStart) ? since : lastStart;
      if (pod.node != null) {
        nodes.add(pod.node);
      }
      if (node != null) {
        platforms.add(NodeLedger.platform(node));
        node.getZone().ifPresent(zones::add);
      }
    }

    ImageUsage toUsage(String cluster, String image, Instant now) {
      String reference = references.isEmpty() ? image : references.first();
      return ImageUsage.newBuilder()
          .setCluster(cluster)
          .setImage(ImageReferences.parse(reference))
          .setRunningContainers(running)
          .setNodes(List.copyOf(nodes))
          .setPlatforms(List.copyOf(platforms))
          .setZones(List.copyOf(zones))
          .setLastStart(lastStart)
          .setObservedAt(now)
          .setRevision(revision)
          .build();
    }
  }
}
