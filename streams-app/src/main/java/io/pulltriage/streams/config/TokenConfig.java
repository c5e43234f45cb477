package io.pulltriage.streams.config;

import java.util.List;

/**
 * Someone who may ask. The token itself is in a file or a variable, never among the settings.
 *
 * @param file file that holds the token
 * @param variable environment variable that holds it
 * @param clusters clusters whose incidents it shows; {@code *} stands for any text
 * @param namespaces namespaces of them
 * @param admin whether it may also change things, such as silences
 */
public record TokenConfig(
    String file, String variable, List<String> clusters, List<String> namespaces, boolean admin) {

  /** Keeps what it is given. */
  public TokenConfig {
    clusters = List.copyOf(clusters);
    namespaces = List.copyOf(namespaces);
  }

  /** Everything, to be read only. */
  public static TokenConfig defaults() {
    return new TokenConfig("", "", List.of("*"), List.of("*"), false);
  }
}
