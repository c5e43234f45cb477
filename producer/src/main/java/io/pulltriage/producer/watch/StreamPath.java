package io.pulltriage.producer.watch;

import io.pulltriage.producer.wire.StreamKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What to ask the API server for. Pure. */
final class StreamPath {

  /**
   * Reasons of events about pods that bear on no image and no start. The API server can leave out
   * what is named, not select several; these are the most frequent of Kubernetes's own.
   */
  private static final List<String> LEFT_OUT =
      List.of(
          "Scheduled",
          "FailedScheduling",
          "NotTriggerScaleUp",
          "TriggeredScaleUp",
          "Created",
          "Started",
          "Killing",
          "Unhealthy",
          "ProbeWarning",
          "FailedMount",
          "FailedAttachVolume",
          "SuccessfulAttachVolume",
          "Preempted",
          "Evicted",
          "TaintManagerEviction",
          "NodeNotReady",
          "SandboxChanged",
          "DNSConfigForming");

  private static final String EVENT_FIELDS =
      "involvedObject.kind=Pod"
          + LEFT_OUT.stream().map(reason -> ",reason!=" + reason).collect(Collectors.joining());

  private StreamPath() {}

  static String list(StreamKind kind, int limit, String next) {
    return base(kind) + "limit=" + limit + (next.isEmpty() ? "" : "&continue=" + encoded(next));
  }

  static String watch(StreamKind kind, long from, Duration timeout) {
    return base(kind)
        + "watch=true&allowWatchBookmarks=true&resourceVersion="
        + from
        + "&timeoutSeconds="
        + Math.max(1, timeout.toSeconds());
  }

  /** Something small that whoever may watch may read, too. */
  static String probe() {
    return "/api/v1/nodes?limit=1";
  }

  private static String base(StreamKind kind) {
    String path = "/api/v1/" + kind.fileName + '?';
    return switch (kind) {
      case NODES, PODS -> path;
      case EVENTS -> path + "fieldSelector=" + encoded(EVENT_FIELDS) + '&';
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
