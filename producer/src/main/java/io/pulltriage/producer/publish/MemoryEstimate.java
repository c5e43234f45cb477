package io.pulltriage.producer.publish;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.PodSnapshot;

/**
 * What things take on the heap, in bytes: the fields that Java 17 lays out with 12 bytes of header,
 * references of 4 bytes (heaps of less than 32 GiB) and sizes rounded up to 8. An estimate: what is
 * shared counts in each place, collections count as half full.
 */
final class MemoryEstimate {

  /** A {@link TrackedPod} with its place in both indexes' entries counted elsewhere. */
  static final long POD = 104;

  /** A {@link PodTemplate} with its array's header and its place in its workload's list. */
  static final long TEMPLATE = 32 + 16 + 24 + 24 + 40 + 24;

  /** A {@link ContainerImage} and its template's place among those of the image. */
  static final long CONTAINER_IMAGE = 24 + 4 + 40;

  /** An image's set of templates, its entry, and its usage as published without the lists. */
  static final long IMAGE = 48 + 64 + 80 + 48 + 72 + 40 + 5 * 24;

  private static final long SNAPSHOT = 500;
  private static final long CONTAINER_SNAPSHOT = 500;

  private MemoryEstimate() {}

  /** A string of characters of one byte. */
  static long text(String text) {
    return 24 + rounded(16L + text.length());
  }

  static long longs(int length) {
    return 16 + 8L * length;
  }

  /** A snapshot with its texts, most of which are short or shared by none. */
  static long snapshot(PodSnapshot pod) {
    long bytes = SNAPSHOT;
    for (ContainerSnapshot container : pod.getContainers()) {
      bytes += CONTAINER_SNAPSHOT + text(container.getImage()) + text(container.getImageId());
      bytes += container.getWaitingMessage().map(MemoryEstimate::text).orElse(0L);
      for (String name : container.getEnvironmentNames()) {
        bytes += 4 + text(name);
      }
    }
    return bytes;
  }

  private static long rounded(long bytes) {
    return (bytes + 7) / 8 * 8;
  }
}
