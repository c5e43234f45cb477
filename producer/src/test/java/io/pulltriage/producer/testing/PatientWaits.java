package io.pulltriage.producer.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long every test of this module waits for what must come: conditions decide, this only ends
 * what would hang. The first test of a process also waits for the classes of Kafka's clients, Avro
 * and the HTTP client, on machines whose processors are busy with something else.
 */
public final class PatientWaits implements BeforeAllCallback {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(LIMIT);
  }
}
