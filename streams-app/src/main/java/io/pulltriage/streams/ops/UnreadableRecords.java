package io.pulltriage.streams.ops;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

/**
 * Puts records that cannot be read into the dead letters and goes on, unless the record is not to
 * blame. Made by Kafka Streams; public for that reason alone.
 */
public final class UnreadableRecords extends LogAndContinueExceptionHandler {

  @SuppressWarnings("NullAway.Init") // Kafka Streams configures it before it is used.
  private DeadLetterMeters meters;

  @Override
  public void configure(Map<String, ?> settings) {
    super.configure(settings);
    meters = DeadLetterMeters.of(settings);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> read, Exception error) {
    if (Temporary.is(error)) {
      return Response.fail();
    }
    meters.unreadable();
    return Response.resume(
        DeadLetterText.explained(
            super.handleError(context, read, error).deadLetterQueueRecords(), error));
  }
}
