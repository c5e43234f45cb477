package io.pulltriage.producer.publish;

import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * What makes two snapshots the same: all but what changes with every write and heartbeat. Compared
 * as encoded, because Avro's lists cannot be compared when their records hold optional times.
 */
final class Shapes {

  private Shapes() {}

  static ByteBuffer of(PodSnapshot pod) {
    try {
      return PodSnapshot.newBuilder(pod)
          .setObservedAt(Instant.EPOCH)
          .setResourceVersion("")
          .setRevision(0)
          .build()
          .toByteBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException("encoding in memory does no I/O", e);
    }
  }

  static ByteBuffer of(NodeSnapshot node) {
    try {
      return NodeSnapshot.newBuilder(node)
          .setObservedAt(Instant.EPOCH)
          .setResourceVersion("")
          .setRevision(0)
          .build()
          .toByteBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException("encoding in memory does no I/O", e);
    }
  }
}
