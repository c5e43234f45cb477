package io.pulltriage.standalone.replay;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.PublicationSink;
import java.util.Map;
import java.util.TreeMap;

/** Passes publications on and remembers each cluster's last status. Not thread-safe. */
final class LastStatuses implements PublicationSink {

  private final PublicationSink next;
  private final Map<String, Publication> byCluster = new TreeMap<>();

  LastStatuses(PublicationSink next) {
    this.next = next;
  }

  @Override
  public void publish(Publication publication) {
    if (publication.kind() == Publication.Kind.CLUSTER) {
      byCluster.put(publication.key(), publication);
    }
    next.publish(publication);
  }

  /** Publishes them once more. */
  void repeat() {
    byCluster.values().forEach(next::publish);
  }
}
