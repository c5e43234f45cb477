package io.pulltriage.streams.ops;

import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Puts records that fail in processing into the dead letters and goes on, unless the record is not
 * to blame. Made by Kafka Streams; public for that reason alone.
 */
public final class UnprocessableRecords extends LogAndContinueProcessingExceptionHandler {

  @SuppressWarnings("NullAway.Init") // Kafka Streams configures it before it is used.
  private DeadLetterMeters meters;

  @Override
  public void configure(Map<String, ?> settings) {
    super.configure(settings);
    meters = DeadLetterMeters.of(settings);
  }

  @Override
  public Response handleError(ErrorHandlerContext context, Record<?, ?> read, Exception error) {
    if (Temporary.is(error)) {
      return Response.fail();
    }
    meters.unprocessable();
    return Response.resume(
        DeadLetterText.explained(
            super.handleError(context, read, error).deadLetterQueueRecords(), error));
  }
}
