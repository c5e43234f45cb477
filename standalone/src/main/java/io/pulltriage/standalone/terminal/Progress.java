package io.pulltriage.standalone.terminal;

/** Tells a waiting person what is being done. Implementations are thread-safe. */
public interface Progress extends AutoCloseable {

  /** What is being done now, such as {@code starting Kafka}. */
  void show(String activity);

  /** What is being done now and how far it is. */
  void show(String activity, long done, long total);

  /** Takes the message away; a later one brings it back. */
  @Override
  void close();
}
