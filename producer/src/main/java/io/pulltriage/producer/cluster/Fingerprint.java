package io.pulltriage.producer.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether something secret has changed, without keeping it. */
final class Fingerprint {

  private Fingerprint() {}

  /** Of a file that may be missing. */
  static String ofFile(Path file) {
    try {
      return of(Files.readAllBytes(file));
    } catch (IOException e) {
      return "unreadable";
    }
  }

  static String of(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
