package io.pulltriage.streams.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether the stores on disk can be gone on with: a file beside them says of which topics
 * they are and how far they had been read. Tombstones go from a topic after {@code
 * delete.retention.ms}, a day unless set otherwise; stores that have not seen them would keep what
 * is gone. Used by one thread at a time.
 */
final class LocalState {

  private static final Logger LOG = LoggerFactory.getLogger(LocalState.class);
  private static final Duration OLDEST = Duration.ofHours(12);
  private static final Duration NOTE_EVERY = Duration.ofSeconds(30);

  private final Optional<Path> file;
  private String identity = "";
  private Instant noted = Instant.MIN;

  private LocalState(Optional<Path> file) {
    this.file = file;
  }

  /** Of an application with its stores in a folder. */
  static LocalState in(String folder, String applicationId) {
    return new LocalState(Optional.of(Path.of(folder, applicationId + ".as-of")));
  }

  /** Of stores in memory: nothing is kept. */
  static LocalState none() {
    return new LocalState(Optional.empty());
  }

  /** Whether the stores are of these topics and new enough. */
  boolean isUsable(ReadTopics topics, InstantSource clock) {
    identity = topics.identity();
    if (file.isEmpty()) {
      return true;
    }
    try {
      List<String> lines = Files.readAllLines(file.get());
      return lines.size() == 2
          && lines.get(0).equals(identity)
          && Instant.parse(lines.get(1)).isAfter(clock.instant().minus(OLDEST));
    } catch (IOException | DateTimeException e) {
      LOG.debug("no usable local state", e);
      return false;
    }
  }

  /** Notes now and then that the stores hold everything up to a time. */
  void note(Instant time) {
    if (noted.equals(Instant.MIN) || !noted.plus(NOTE_EVERY).isAfter(time)) {
      write(time);
    }
  }

  /** The same, at once: before the stores are closed for long. */
  void write(Instant time) {
    if (file.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(file.get().toAbsolutePath().getParent());
      Files.writeString(file.get(), identity + '\n' + time + '\n');
      noted = time;
    } catch (IOException e) {
      LOG.warn("cannot write file={}", file.get(), e);
    }
  }
}
