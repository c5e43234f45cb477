package io.pulltriage.producer.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All contexts of all kubeconfigs in a folder; a file that cannot be read harms no other. Who may
 * write there need not be who runs this process: what runs programs or reads tokens of this machine
 * is refused unless it is turned on.
 */
final class FolderSource implements ClusterSource {

  private final Path folder;
  private final boolean trusted;

  FolderSource(Path folder, boolean trusted) {
    this.folder = folder;
    this.trusted = trusted;
  }

  @Override
  public Found look() {
    List<ClusterAccess> clusters = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path file : files()) {
      Found found = new KubeconfigSource(file, List.of(), true, trusted).look();
      clusters.addAll(found.clusters());
      problems.addAll(found.problems());
    }
    return new Found(clusters, problems);
  }

  @Override
  public String describe() {
    return "the folder " + folder;
  }

  /** Mounted secrets have hidden entries, such as {@code ..data}, beside the links to use. */
  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalStateException("cannot be listed: " + e.getMessage(), e);
    }
  }
}
