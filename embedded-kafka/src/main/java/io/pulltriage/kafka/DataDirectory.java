package io.pulltriage.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The folder in which a broker keeps its data.
 *
 * @param path where it is
 * @param temporary whether it goes with the broker
 */
record DataDirectory(Path path, boolean temporary) {

  private static final String FORMAT_MARKER = "meta.properties";

  /** Finds or makes the folder that was asked for, or makes a temporary one. */
  static DataDirectory open(Optional<Path> kept) throws IOException {
    return kept.isPresent()
        ? new DataDirectory(Files.createDirectories(kept.get().toAbsolutePath()), false)
        : new DataDirectory(Files.createTempDirectory("pulltriage-kafka-"), true);
  }

  /** Prepares an empty folder the way {@code kafka-storage format} does; leaves a prepared one. */
  void format() throws Exception {
    if (Files.exists(path.resolve(FORMAT_MARKER))) {
      return;
    }
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(BrokerSettings.NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .addDirectory(path.toString())
        .setMetadataLogDirectory(path.toString())
        .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
        .setReleaseVersion(MetadataVersion.latestProduction())
        .run();
  }

  /** Deletes a temporary folder. */
  void discard() throws IOException {
    if (temporary) {
      Utils.delete(path.toFile());
    }
  }
}
