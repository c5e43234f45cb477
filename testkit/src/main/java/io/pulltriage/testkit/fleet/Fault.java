package io.pulltriage.testkit.fleet;

import java.time.Instant;

/**
 * Something that is wrong for a time.
 *
 * @param kind what kind of thing
 * @param key which one
 * @param variant how it shows itself, of several ways of its kind
 * @param begin when it begins
 * @param end when it is over
 */
public record Fault(FaultKind kind, String key, int variant, Instant begin, Instant end) {

  boolean isActive(Instant at) {
    return !at.isBefore(begin) && at.isBefore(end);
  }

  /** Whether a pull meets it. */
  boolean hits(SimulatedNode node, SimulatedWorkload workload, String image) {
    return key.equals(
        switch (kind) {
          case CLUSTER_CUT_OFF -> node.cluster();
          case ZONE_CUT_OFF -> node.cluster() + '/' + node.zone();
          case NODE_CUT_OFF, DISK_FULL -> node.id();
          case REGISTRY_DOWN -> workload.registry();
          case WRONG_SECRET -> workload.secretId().orElse("");
          case MISSING_TAG, BAD_RELEASE -> image;
        });
  }

  /** What the kubelet says, as containerd 2 words it. */
  String message(String registry, String image) {
    String request = "Head \"https://%s/v2/\": ".formatted(registry);
    String resolve =
        "failed to pull and unpack image \"%s\": failed to resolve image: ".formatted(image);
    return switch (kind) {
      case CLUSTER_CUT_OFF, ZONE_CUT_OFF, NODE_CUT_OFF ->
          resolve + "failed to do request: " + request + unreached(registry);
      case REGISTRY_DOWN -> resolve + refused(registry, request);
      case WRONG_SECRET ->
          resolve
              + "failed to authorize: failed to fetch oauth token: unexpected status from GET"
              + " request to https://%s/token: 401 Unauthorized".formatted(registry);
      case MISSING_TAG -> resolve + image + ": not found";
      case DISK_FULL ->
          "failed to pull and unpack image \"%s\": failed to extract layer sha256:ab12: write"
                  .formatted(image)
              + " /var/lib/containerd/tmp/layer: no space left on device";
      case BAD_RELEASE -> "";
    };
  }

  private String unreached(String registry) {
    return switch (variant % 3) {
      case 0 -> "dial tcp 192.0.2.7:443: i/o timeout";
      case 1 -> "dial tcp: lookup %s on 10.96.0.10:53: server misbehaving".formatted(registry);
      default -> "dial tcp 192.0.2.7:443: connect: no route to host";
    };
  }

  private String refused(String registry, String request) {
    String status = "unexpected status from HEAD request to https://%s/v2/: ".formatted(registry);
    return switch (variant % 5) {
      case 0 -> status + "503 Service Unavailable";
      case 1 -> status + "429 Too Many Requests";
      case 2 ->
          "failed to do request: "
              + request
              + "tls: failed to verify certificate: x509: certificate has expired or is not yet"
              + " valid";
      case 3 ->
          "failed to do request: "
              + request
              + "dial tcp 192.0.2.9:443: connect: connection refused";
      default -> "failed to do request: " + request + "dial tcp 192.0.2.9:443: i/o timeout";
    };
  }
}
