package io.pulltriage.streams.ops;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;

/**
 * Decides at once what becomes of output that Kafka does not take: a record that is known to be
 * refused becomes a dead letter, see {@link Refusals}; anything else ends the thread. Writes
 * nothing itself, for it may run on the only thread of the producer that can. Made by Kafka
 * Streams; public for that reason alone.
 */
public final class RefusedRecords implements ProductionExceptionHandler {

  @SuppressWarnings("NullAway.Init") // Kafka Streams configures it before it is used.
  private RefusedOutput output;

  @Override
  public void configure(Map<String, ?> settings) {
    output = RefusedOutput.of(settings);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> refused, Exception error) {
    if (error instanceof KnownRefusal) {
      output.bury(context, refused, error);
      return Response.resume();
    }
    return Response.fail();
  }

  @Override
  @SuppressWarnings("rawtypes") // Kafka's own signature.
  public Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord refused,
      Exception error,
      SerializationExceptionOrigin origin) {
    return Response.fail();
  }
}
