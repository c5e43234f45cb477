package io.pulltriage.streams.config;

import io.pulltriage.settings.Setting;
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
    @Setting("File that holds the token; spaces around it do not count.") String file,
    @Setting("Environment variable that holds the token, instead of a file.") String variable,
    @Setting("Clusters whose incidents it shows; `*` stands for any text.") List<String> clusters,
    @Setting("Namespaces of those clusters that it shows.") List<String> namespaces,
    @Setting("Whether it may also change things, such as silences.") boolean admin) {

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
