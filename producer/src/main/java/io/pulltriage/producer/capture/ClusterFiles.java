package io.pulltriage.producer.capture;

import io.pulltriage.producer.wire.StreamKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The recordings of one cluster.
 *
 * @param cluster its name
 * @param folder where the first of them lies
 * @param recordings what there is of the three streams, for each folder that has any
 */
record ClusterFiles(String cluster, Path folder, List<Map<StreamKind, Path>> recordings) {

  private static final Pattern NAME =
      Pattern.compile("(.+)\\.(pods|nodes|events)\\.watch\\.jsonl(?:\\.gz)?");

  /**
   * Finds the recordings in the folders, in the order of the clusters' names.
   *
   * @throws CaptureException when a folder is missing or holds none, or one stream twice
   */
  static List<ClusterFiles> in(List<Path> folders) {
    if (folders.isEmpty()) {
      throw new CaptureException("no capture was named");
    }
    Map<String, ClusterFiles> byCluster = new TreeMap<>();
    for (Path folder : folders) {
      in(folder)
          .forEach(
              (cluster, files) ->
                  byCluster
                      .computeIfAbsent(
                          cluster, name -> new ClusterFiles(name, folder, new ArrayList<>()))
                      .recordings()
                      .add(files));
    }
    return List.copyOf(byCluster.values());
  }

  private static Map<String, Map<StreamKind, Path>> in(Path folder) {
    Map<String, Map<StreamKind, Path>> byCluster = new TreeMap<>();
    for (Path file : list(folder)) {
      Matcher matcher = NAME.matcher(String.valueOf(file.getFileName()));
      if (matcher.matches()) {
        Path other =
            byCluster
                .computeIfAbsent(matcher.group(1), name -> new EnumMap<>(StreamKind.class))
                .putIfAbsent(StreamKind.named(matcher.group(2)), file);
        if (other != null) {
          throw new CaptureException("the same stream is there twice: " + other + " and " + file);
        }
      }
    }
    if (byCluster.isEmpty()) {
      throw new CaptureException(
          folder
              + " holds no capture: there is no file named"
              + " <cluster>.<pods|nodes|events>.watch.jsonl or .watch.jsonl.gz");
    }
    return byCluster;
  }

  private static List<Path> list(Path folder) {
    if (!Files.exists(folder)) {
      throw new CaptureException(folder + " does not exist");
    }
    if (!Files.isDirectory(folder)) {
      throw new CaptureException(folder + " is not a folder; a capture is one");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(file -> String.valueOf(file.getFileName())))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new CaptureException(folder + " cannot be read: " + e.getMessage(), e);
    }
  }
}
