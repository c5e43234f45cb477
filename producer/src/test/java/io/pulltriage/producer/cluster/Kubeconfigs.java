package io.pulltriage.producer.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes kubeconfigs for tests. */
final class Kubeconfigs {

  private Kubeconfigs() {}

  /** One context for each name, the first of them the current one. */
  static Path write(Path file, String token, String... contexts) throws IOException {
    return Files.writeString(file, content(token, List.of(contexts)));
  }

  static String content(String token, List<String> contexts) {
    return """
        apiVersion: v1
        kind: Config
        current-context: %s
        clusters:
        %s
        users:
        - name: someone
          user: {token: %s}
        contexts:
        %s
        """
        .formatted(
            contexts.get(0),
            each(contexts, "- {name: %1$s, cluster: {server: 'https://%1$s.example'}}"),
            token,
            each(contexts, "- {name: %1$s, context: {cluster: %1$s, user: someone}}"));
  }

  private static String each(List<String> contexts, String line) {
    return contexts.stream().map(line::formatted).collect(Collectors.joining("\n"));
  }
}
