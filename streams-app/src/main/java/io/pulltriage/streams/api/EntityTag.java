package io.pulltriage.streams.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Tags of contents. Weak, because a content may be sent compressed or not. Pure. */
final class EntityTag {

  private static final int BYTES = 12;

  private EntityTag() {}

  /** The tag of a content. */
  static String of(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return "W/\"" + HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES)) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The tag of a content that is told another way now and then. */
  static String of(byte[] content, boolean otherwise) {
    String tag = of(content);
    return otherwise ? tag.substring(0, tag.length() - 1) + "+\"" : tag;
  }

  /** Whether a header If-None-Match names the tag. */
  static boolean isNamed(String header, String tag) {
    String opaque = tag.substring(2);
    return Arrays.stream(header.split(","))
        .map(String::strip)
        .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals(opaque));
  }
}
