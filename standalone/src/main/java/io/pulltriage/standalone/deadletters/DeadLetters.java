package io.pulltriage.standalone.deadletters;

import io.pulltriage.standalone.kafka.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The dead letters of an installation. Not thread-safe. */
public final class DeadLetters implements AutoCloseable {

  private final Connection connection;
  private final TopicReader reader;

  /** Those of the installation that a connection leads to. */
  public DeadLetters(Connection connection) {
    this.connection = connection;
    this.reader = new TopicReader(connection);
  }

  /** What became of a letter. */
  public enum Fate {
    /** It stands in its topic again. */
    SENT,
    /** Its topic has a newer record of the same key, which it would undo. */
    SUPERSEDED,
    /** Its topic is not known or not there. */
    NO_TOPIC
  }

  /**
   * All that pass a filter, oldest first.
   *
   * @throws IOException if Kafka cannot be read or there is no such topic
   */
  public List<DeadLetter> find(LetterFilter filter) throws IOException {
    String topic = connection.topics().deadLetters();
    if (reader.partitions(topic) == 0) {
      throw new IOException("there is no topic " + topic + "; topicPrefix says how they begin");
    }
    List<DeadLetter> letters = new ArrayList<>();
    reader.read(
        topic,
        entry -> {
          DeadLetter letter = new DeadLetter(entry);
          if (filter.test(letter)) {
            letters.add(letter);
          }
        });
    letters.sort(Comparator.comparing(DeadLetter::time));
    return letters;
  }

  /**
   * Sends letters back to where they came from, one after the other, each before the next and told
   * when Kafka has it. The letters themselves stay where they are.
   *
   * @param evenSuperseded whether also those whose topic has something newer of their key
   * @param observer hears of each letter
   * @throws IOException if Kafka does not take one; those after it are not sent
   */
  public void retry(List<DeadLetter> letters, boolean evenSuperseded, Observer observer)
      throws IOException, InterruptedException {
    Map<TopicPartition, Map<ByteBuffer, Long>> newest =
        evenSuperseded ? Map.of() : newestOffsets(letters);
    try (Producer<byte[], byte[]> producer = producer()) {
      for (DeadLetter letter : letters) {
        observer.fate(letter, retry(letter, newest, producer));
      }
    }
  }

  /** Hears of letters. */
  public interface Observer {

    /** What became of a letter. */
    void fate(DeadLetter letter, Fate fate) throws IOException;
  }

  private Fate retry(
      DeadLetter letter,
      Map<TopicPartition, Map<ByteBuffer, Long>> newest,
      Producer<byte[], byte[]> producer)
      throws IOException, InterruptedException {
    int partitions = letter.topic().isEmpty() ? 0 : reader.partitions(letter.topic());
    if (partitions == 0) {
      return Fate.NO_TOPIC;
    }
    if (isSuperseded(letter, newest)) {
      return Fate.SUPERSEDED;
    }
    try {
      producer.send(letter.toSendBack(partitions)).get();
      return Fate.SENT;
    } catch (ExecutionException | KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          "letter %s was not sent to %s, nor any after it: %s"
              .formatted(letter.id(), letter.topic(), cause.getMessage()),
          e);
    }
  }

  private static boolean isSuperseded(
      DeadLetter letter, Map<TopicPartition, Map<ByteBuffer, Long>> newest) {
    Map<ByteBuffer, Long> offsets =
        newest.get(new TopicPartition(letter.topic(), letter.partition()));
    if (offsets == null || letter.entry().key() == null) {
      return false;
    }
    Long offset = offsets.get(ByteBuffer.wrap(letter.entry().key()));
    return offset != null && offset > letter.offset();
  }

  /**
   * Where the newest record of each key stands that came after a letter. Events are each on their
   * own; everything else is a state that a newer one replaces.
   */
  private Map<TopicPartition, Map<ByteBuffer, Long>> newestOffsets(List<DeadLetter> letters)
      throws IOException {
    Map<TopicPartition, Long> starts = new HashMap<>();
    for (DeadLetter letter : letters) {
      boolean replaceable =
          !letter.topic().isEmpty()
              && !letter.topic().equals(connection.topics().podEvents())
              && letter.partition() >= 0
              && letter.partition() < reader.partitions(letter.topic());
      if (replaceable) {
        starts.merge(
            new TopicPartition(letter.topic(), letter.partition()), letter.offset() + 1, Math::min);
      }
    }
    Map<TopicPartition, Map<ByteBuffer, Long>> newest = new HashMap<>();
    starts.keySet().forEach(partition -> newest.put(partition, new HashMap<>()));
    reader.read(
        starts,
        entry -> {
          Map<ByteBuffer, Long> offsets =
              newest.get(new TopicPartition(entry.topic(), entry.partition()));
          if (offsets != null && entry.key() != null) {
            offsets.merge(ByteBuffer.wrap(entry.key()), entry.offset(), Math::max);
          }
        });
    return newest;
  }

  private Producer<byte[], byte[]> producer() {
    Map<String, Object> settings = new HashMap<>(connection.clients());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public void close() {
    reader.close();
  }
}
