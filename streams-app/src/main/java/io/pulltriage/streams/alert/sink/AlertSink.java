package io.pulltriage.streams.alert.sink;

import io.pulltriage.streams.alert.text.AlertMessage;
import java.util.List;

/**
 * Brings messages to one receiver. Each sink is used by one thread at a time; it may block for its
 * timeout, and it does not try again by itself.
 */
public interface AlertSink extends AutoCloseable {

  /** Its name in the configuration. */
  String name();

  /** What kind of receiver it has, in a word. */
  String type();

  /** How many messages {@link #deliver} takes at once. */
  int batch();

  /**
   * Brings messages to the receiver.
   *
   * @param messages one at least, {@link #batch} at most
   * @return what became of each, in their order; it never throws for what receiver or network do
   * @throws InterruptedException if the thread is told to end; what became of the messages is
   *     unknown then
   */
  List<Outcome> deliver(List<AlertMessage> messages) throws InterruptedException;

  /** Lets go of what it holds. */
  @Override
  void close();
}
