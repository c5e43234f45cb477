package io.pulltriage.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The folder in which one broker, and no other, keeps its data until it is closed. Kafka has a lock
 * of its own, but takes it only after its controller has begun to write.
 */
final class DataDirectory implements AutoCloseable {

  private static final String FORMAT_MARKER = "meta.properties";
  private static final String LOCK = ".embedded-kafka-lock";

  private final Path path;
  private final boolean temporary;
  private final FileChannel lock;

  private DataDirectory(Path path, boolean temporary, FileChannel lock) {
    this.path = path;
    this.temporary = temporary;
    this.lock = lock;
  }

  /**
   * Finds or makes the folder that was asked for, or makes a temporary one.
   *
   * @throws IOException if that is not possible or another broker uses the folder
   */
  static DataDirectory open(Optional<Path> kept) throws IOException {
    Path path =
        kept.isPresent()
            ? Files.createDirectories(kept.get().toAbsolutePath())
            : Files.createTempDirectory("pulltriage-kafka-");
    return new DataDirectory(path, kept.isEmpty(), lock(path));
  }

  Path path() {
    return path;
  }

  /** Whether the folder goes with the broker. */
  boolean temporary() {
    return temporary;
  }

  /** Prepares an empty folder the way {@code kafka-storage format} does; leaves a prepared one. */
  void format(Optional<BrokerSecurity> security) throws Exception {
    if (Files.exists(path.resolve(FORMAT_MARKER))) {
      return;
    }
    Formatter formatter =
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setNodeId(BrokerSettings.NODE_ID)
            .setClusterId(Uuid.randomUuid().toString())
            .addDirectory(path.toString())
            .setMetadataLogDirectory(path.toString())
            .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
            .setReleaseVersion(MetadataVersion.latestProduction());
    security.map(BrokerSecurity::scramArguments).ifPresent(formatter::setScramArguments);
    formatter.run();
  }

  /** Leaves the folder to others, or deletes it if it is temporary. */
  @Override
  public void close() throws IOException {
    lock.close();
    if (temporary) {
      Utils.delete(path.toFile());
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    Path file = path.resolve(LOCK);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException lockedByThisProcess) {
      // Told below, like a lock that another process holds.
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    if (!locked) {
      throw new FileSystemException(path.toString(), null, "another embedded Kafka uses it");
    }
    return channel;
  }
}
