package io.pulltriage.kafka;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A process that does nothing but run a broker until it is told to end. Says {@code started
 * <milliseconds>} when the broker is up.
 */
final class EmbeddedKafkaProcess {

  private EmbeddedKafkaProcess() {}

  /** Runs a broker, in the folder that is the first argument or in a temporary one. */
  public static void main(String[] arguments) throws InterruptedException {
    long before = System.nanoTime();
    EmbeddedKafkaOptions temporary = EmbeddedKafkaOptions.temporary();
    EmbeddedKafka kafka =
        EmbeddedKafka.start(
            arguments.length == 0 ? temporary : temporary.keepingDataIn(Path.of(arguments[0])));
    long took = (System.nanoTime() - before) / 1_000_000;
    System.out.println("started " + took + " " + kafka.bootstrapServers());
    new CountDownLatch(1).await();
  }
}
