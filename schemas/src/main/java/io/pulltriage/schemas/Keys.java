package io.pulltriage.schemas;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The record keys of the public topics: readable, made of parts that are joined by slashes, so that
 * a prefix is a query. All are UTF-8 strings, so that every client partitions alike.
 */
public final class Keys {

  private static final int IMAGE_HASH_BYTES = 4;

  private Keys() {}

  /** Key of {@link Topics#pods} and {@link Topics#podEvents}. */
  public static String pod(String cluster, String podUid) {
    return cluster + '/' + podUid;
  }

  /** Key of {@link Topics#nodes}. */
  public static String node(String cluster, String nodeName) {
    return cluster + '/' + nodeName;
  }

  /** Key of {@link Topics#images}; the reference is taken in its normalised form. */
  public static String image(String cluster, ImageReference image) {
    return cluster + '/' + ImageReferences.normalized(image);
  }

  /** Key of {@link Topics#incidents} and the incident's id. */
  public static String incident(
      String cluster,
      String namespace,
      Workload workload,
      String container,
      Phase phase,
      ImageReference image) {
    return String.join(
        "/",
        cluster,
        namespace,
        workload.getKind(),
        workload.getName(),
        container,
        phase.name(),
        imageHash(ImageReferences.normalized(image)));
  }

  /** Key of {@link Topics#outbreaks} and the outbreak's id. */
  public static String outbreak(OutbreakScope scope, String key, Cause cause) {
    return scope.name() + '/' + key + '/' + cause.name();
  }

  /** Key of {@link Topics#alerts}: what the sinks were told of one incident or outbreak. */
  public static String alert(AlertKind kind, String id) {
    return kind.name().toLowerCase(Locale.ROOT) + '/' + id;
  }

  private static String imageHash(String normalizedReference) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(normalizedReference.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, IMAGE_HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
