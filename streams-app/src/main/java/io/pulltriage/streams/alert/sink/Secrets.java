package io.pulltriage.streams.alert.sink;

import io.pulltriage.streams.config.alerts.SecretConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads secrets where they are kept, each time anew, so that they may be changed. Thread-safe. */
public final class Secrets {

  private final Map<String, String> environment;

  /** Secrets of files and of these variables. */
  public Secrets(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * The secret.
   *
   * @throws IOException if it is not there; says where it was looked for
   */
  String read(SecretConfig config) throws IOException {
    String secret = found(config).strip();
    if (secret.isEmpty()) {
      throw new IOException(place(config) + " has no secret");
    }
    return secret;
  }

  private String found(SecretConfig config) throws IOException {
    if (config.file().isBlank()) {
      return environment.getOrDefault(config.variable(), "");
    }
    try {
      return Files.readString(Path.of(config.file()));
    } catch (IOException e) {
      throw new IOException(place(config) + " cannot be read", e);
    }
  }

  private static String place(SecretConfig config) {
    return config.file().isBlank()
        ? "the variable " + config.variable()
        : "the file " + config.file();
  }
}
