package io.pulltriage.standalone.deadletters;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record that could not be read or processed.
 *
 * @param entry as it stands in the topic of dead letters
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> entry) {

  /** Names it: the partition and offset in the topic of dead letters, such as {@code 2-17}. */
  public String id() {
    return entry.partition() + "-" + entry.offset();
  }

  /** The record's own time. */
  public Instant time() {
    return Instant.ofEpochMilli(entry.timestamp());
  }

  /** The topic that it came from; empty if it is not told. */
  public String topic() {
    return header("topic");
  }

  /** The partition that it came from; -1 if it is not told. */
  public int partition() {
    return (int) Headers.number(entry.headers(), Headers.ERRORS + "partition", -1);
  }

  /** Where it stood; -1 if it is not told. */
  public long offset() {
    return Headers.number(entry.headers(), Headers.ERRORS + "offset", -1);
  }

  /** The key as text. */
  public String key() {
    return entry.key() == null ? "" : new String(entry.key(), StandardCharsets.UTF_8);
  }

  /** The class of the error, without its package. */
  public String error() {
    String name = header("exception");
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** What the error said. */
  public String message() {
    return header("message");
  }

  /** Where the error happened, line by line. */
  public String stackTrace() {
    return header("stacktrace");
  }

  /** How often it had been sent back before it failed this time. */
  public long retries() {
    return Headers.number(entry.headers(), Headers.RETRIES, 0);
  }

  /** Size of the value in bytes; -1 for a tombstone. */
  public int size() {
    return entry.value() == null ? -1 : entry.value().length;
  }

  /** The same record again: bytes, key, time, partition and headers, with one more retry. */
  ProducerRecord<byte[], byte[]> toSendBack(int partitions) {
    int partition = partition();
    return new ProducerRecord<>(
        topic(),
        partition >= 0 && partition < partitions ? partition : null,
        entry.timestamp(),
        entry.key(),
        entry.value(),
        Headers.toSendBack(entry.headers()));
  }

  private String header(String name) {
    return Headers.text(entry.headers(), Headers.ERRORS + name);
  }
}
