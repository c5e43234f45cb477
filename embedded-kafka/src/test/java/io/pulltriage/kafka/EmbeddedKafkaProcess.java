package io.pulltriage.kafka;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A process that does nothing but run a broker until it is told to end. Says {@code started
 * <milliseconds>} when the broker is up.
 */
final class EmbeddedKafkaProcess {

  /** In place of a folder: the application closes the broker, after a last use of it. */
  static final String CLOSED_BY_APPLICATION = "closed-by-application";

  private EmbeddedKafkaProcess() {}

  /** Runs a broker, in the folder that is the first argument or in a temporary one. */
  public static void main(String[] arguments) throws InterruptedException {
    long before = System.nanoTime();
    EmbeddedKafka kafka = EmbeddedKafka.start(options(arguments));
    if (List.of(arguments).contains(CLOSED_BY_APPLICATION)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> useAndClose(kafka)));
    }
    long took = (System.nanoTime() - before) / 1_000_000;
    System.out.println("started " + took + " ms");
    new CountDownLatch(1).await();
  }

  private static EmbeddedKafkaOptions options(String[] arguments) {
    EmbeddedKafkaOptions temporary = EmbeddedKafkaOptions.temporary();
    if (arguments.length == 0) {
      return temporary;
    }
    return arguments[0].equals(CLOSED_BY_APPLICATION)
        ? temporary.closedByApplication()
        : temporary.keepingDataIn(Path.of(arguments[0]));
  }

  private static void useAndClose(EmbeddedKafka kafka) {
    kafka.createTopics(List.of(new NewTopic("last-words", 1, (short) 1)));
    System.out.println("used while ending");
    kafka.close();
  }
}
