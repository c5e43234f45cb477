package io.pulltriage.producer.publish;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.ImageVolume;
import io.pulltriage.schemas.PodSnapshot;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the pods of one workload that ask for the same images have in common, and these pods. Not
 * thread-safe.
 */
final class PodTemplate {

  /** Of a workload as {@link TrackedPod#workloadOf} names it. */
  final String workload;

  final List<ContainerImage> images;

  /** Its volumes that are images. */
  final List<ImageVolume> volumes;

  private @Nullable TrackedPod[] pods = new TrackedPod[1];
  private int size;

  PodTemplate(String workload, List<ContainerImage> images, List<ImageVolume> volumes) {
    this.workload = workload;
    this.images = List.copyOf(images);
    this.volumes = List.copyOf(volumes);
  }

  /** Whether the pod asks for what its pods ask for. */
  boolean fits(PodSnapshot pod) {
    List<ContainerSnapshot> containers = pod.getContainers();
    if (containers.size() != images.size() || !volumes.equals(pod.getImageVolumes())) {
      return false;
    }
    for (int i = 0; i < images.size(); i++) {
      ContainerImage image = images.get(i);
      ContainerSnapshot container = containers.get(i);
      if (!image.container().equals(container.getName())
          || !image.image().equals(container.getImage())
          || image.ephemeral() != (container.getType() == ContainerType.EPHEMERAL_CONTAINER)) {
        return false;
      }
    }
    return true;
  }

  /** Images of the volumes that a container mounts, by the volume's name. */
  Map<String, String> volumeImages(String container) {
    Map<String, String> mounted = new LinkedHashMap<>();
    for (ImageVolume volume : volumes) {
      if (volume.getContainers().contains(container)) {
        mounted.put(volume.getName(), volume.getImage());
      }
    }
    return mounted;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  Stream<TrackedPod> pods() {
    return Arrays.stream(pods, 0, size);
  }

  void add(TrackedPod pod) {
    if (size == pods.length) {
      pods = Arrays.copyOf(pods, size + size / 2 + 1);
    }
    pods[size] = pod;
    pod.place = size;
    size++;
  }

  /** Removes one of its pods; the last takes its place. */
  void remove(TrackedPod pod) {
    size--;
    TrackedPod last = pods[size];
    pods[size] = null;
    if (last != null && last != pod) {
      pods[pod.place] = last;
      last.place = pod.place;
    }
    if (size < pods.length / 4) {
      pods = Arrays.copyOf(pods, Math.max(1, pods.length / 2));
    }
  }

  /** Bytes that it takes without its pods; see {@link MemoryEstimate}. */
  long bytes() {
    long bytes = MemoryEstimate.TEMPLATE + MemoryEstimate.text(workload) + 4L * pods.length;
    for (ContainerImage image : images) {
      bytes += MemoryEstimate.CONTAINER_IMAGE;
      bytes += MemoryEstimate.text(image.image()) + MemoryEstimate.text(image.normalized());
    }
    return bytes;
  }
}
