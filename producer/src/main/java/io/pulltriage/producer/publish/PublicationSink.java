package io.pulltriage.producer.publish;

/** Takes publications, in order. */
@FunctionalInterface
public interface PublicationSink {

  /**
   * Takes one publication. May block to hold back who publishes.
   *
   * @throws RuntimeException when it, or one taken before it, cannot be delivered
   */
  void publish(Publication publication);
}
