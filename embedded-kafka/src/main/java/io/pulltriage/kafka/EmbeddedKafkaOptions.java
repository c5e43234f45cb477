package io.pulltriage.kafka;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How an embedded broker keeps its data and ends. Immutable.
 *
 * @param dataDirectory where topics are kept from one run to the next; created if missing; without
 *     one they are in a temporary folder that goes when the broker closes
 * @param closeOnExit whether the broker closes by itself when the process is told to end. Leave it
 *     to the broker unless something that uses the broker has to close before it: shutdown hooks
 *     run side by side, so then the application's own hook must close both, in order
 * @param port where clients find it; 0 for any that is free. A broker that is started anew for the
 *     same clients needs the port it had
 * @param anyTime whether records may be from any time, as recordings need from a machine whose
 *     clock was ahead; without, Kafka's own limits hold
 * @param security how clients prove who they are; without it, everybody may do everything
 */
public record EmbeddedKafkaOptions(
    Optional<Path> dataDirectory,
    boolean closeOnExit,
    int port,
    boolean anyTime,
    Optional<BrokerSecurity> security) {

  /** A broker whose data goes with it and that closes by itself when the process ends. */
  public static EmbeddedKafkaOptions temporary() {
    return new EmbeddedKafkaOptions(Optional.empty(), true, 0, false, Optional.empty());
  }

  /** These options, with the data kept in a folder of which no other broker makes use. */
  public EmbeddedKafkaOptions keepingDataIn(Path directory) {
    return new EmbeddedKafkaOptions(Optional.of(directory), closeOnExit, port, anyTime, security);
  }

  /** These options, with the application in charge of closing the broker at the process's end. */
  public EmbeddedKafkaOptions closedByApplication() {
    return new EmbeddedKafkaOptions(dataDirectory, false, port, anyTime, security);
  }

  /** These options, with the broker at that port. */
  public EmbeddedKafkaOptions atPort(int wanted) {
    return new EmbeddedKafkaOptions(dataDirectory, closeOnExit, wanted, anyTime, security);
  }

  /** These options, with records of any time. */
  public EmbeddedKafkaOptions ofAnyTime() {
    return new EmbeddedKafkaOptions(dataDirectory, closeOnExit, port, true, security);
  }

  /** These options, with clients that prove who they are. */
  public EmbeddedKafkaOptions securedBy(BrokerSecurity wanted) {
    return new EmbeddedKafkaOptions(dataDirectory, closeOnExit, port, anyTime, Optional.of(wanted));
  }
}
