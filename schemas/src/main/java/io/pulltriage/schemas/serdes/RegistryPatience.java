package io.pulltriage.schemas.serdes;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a schema registry that is away or answers nobody: a record whose schema cannot be asked
 * for just now is not a bad record. Schemas that are known already need no registry. Thread-safe.
 */
final class RegistryPatience {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryPatience.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final String address;
  private final Duration patience;

  /**
   * Waits.
   *
   * @param patience how long at most for one record
   */
  RegistryPatience(String address, Duration patience) {
    this.address = address;
    this.patience = patience;
  }

  <T> Serializer<T> serializer(Serializer<T> serializer) {
    return new Serializer<>() {
      @Override
      public byte @Nullable [] serialize(String topic, T value) {
        return patiently(() -> serializer.serialize(topic, value));
      }

      @Override
      public void close() {
        serializer.close();
      }
    };
  }

  <T> Deserializer<T> deserializer(Deserializer<T> deserializer) {
    return new Deserializer<>() {
      @Override
      public @Nullable T deserialize(String topic, byte[] bytes) {
        return patiently(() -> deserializer.deserialize(topic, bytes));
      }

      @Override
      public void close() {
        deserializer.close();
      }
    };
  }

  private <T extends @Nullable Object> T patiently(Supplier<T> action) {
    long start = System.nanoTime();
    boolean told = false;
    while (true) {
      try {
        return action.get();
      } catch (RuntimeException e) {
        if (!isAway(e)) {
          throw e;
        }
        if (System.nanoTime() - start > patience.toNanos()) {
          throw new RegistryAwayException(
              "the schema registry at %s could not be asked for %d s: %s"
                  .formatted(address, patience.toSeconds(), e.getMessage()),
              e);
        }
        if (!told) {
          LOG.warn("waiting for the schema registry at {}: {}", address, e.toString());
          told = true;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /**
   * What Confluent's classes make of no connection, of the statuses 408, 429, 500 and 502 to 504,
   * which load balancers answer in the registry's place, and of credentials that are refused.
   */
  private static boolean isAway(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketException
          || cause instanceof SocketTimeoutException
          || cause instanceof UnknownHostException
          || cause instanceof SSLException
          || cause instanceof RetriableException
          || cause instanceof AuthenticationException
          || cause instanceof AuthorizationException) {
        return true;
      }
    }
    return false;
  }
}
