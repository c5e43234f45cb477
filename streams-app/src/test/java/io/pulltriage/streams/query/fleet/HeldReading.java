package io.pulltriage.streams.query.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets a consumer have what it has read when no other process has a lock on a file. Where it has to
 * wait for that, there is another file from then on.
 */
public final class HeldReading implements ConsumerInterceptor<byte[], byte[]> {

  private static final String FILE = "held.reading.file";

  private Path file = Path.of("");

  /** Made by Kafka, which configures it next. */
  public HeldReading() {}

  /** The settings of an instance that restores nothing while there is a lock on the file. */
  static String[] whileLocked(Path file) {
    return new String[] {
      "kafka.restore.consumer.interceptor.classes=" + HeldReading.class.getName(),
      "kafka.restore.consumer." + FILE + '=' + file
    };
  }

  /** What is there as soon as it waits. */
  static Path waiting(Path file) {
    return file.resolveSibling(file.getFileName() + ".waiting");
  }

  @Override
  public void configure(Map<String, ?> settings) {
    file = Path.of(String.valueOf(settings.get(FILE)));
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (channel.tryLock() == null) {
        Files.writeString(waiting(file), "waits");
        channel.lock();
      }
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    // It restores, and commits nothing.
  }

  @Override
  public void close() {
    // The file is open only while it waits.
  }
}
