package io.pulltriage.streams.ops;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's clients, of which the producer learns what Kafka refuses, and keeps it from Kafka from
 * then on.
 */
final class GuardedClients implements KafkaClientSupplier {

  private final Refusals refusals;

  GuardedClients(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  @SuppressWarnings("unchecked") // Its types are those of the producer behind it.
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    return (Producer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Producer.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            new Guard(producer)::call);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return getConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getConsumer(config);
  }

  /** What stands before one producer. */
  private final class Guard {

    private final Producer<byte[], byte[]> producer;

    /**
     * Whether the transaction has failed already: then Kafka's client gives the error of the record
     * that is to blame to all others that wait.
     */
    private final AtomicBoolean failed = new AtomicBoolean();

    Guard(Producer<byte[], byte[]> producer) {
      this.producer = producer;
    }

    // The arguments and the future are those of Producer.send.
    @SuppressWarnings({"unchecked", "FutureReturnValueIgnored"})
    @Nullable Object call(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      Object[] guarded = arguments;
      if (method.getName().equals("beginTransaction")) {
        failed.set(false);
      } else if (method.getName().equals("send")
          && arguments != null
          && arguments.length == 2
          && arguments[1] instanceof Callback callback) {
        ProducerRecord<byte[], byte[]> output = (ProducerRecord<byte[], byte[]>) arguments[0];
        Optional<String> reason = refusals.reason(output);
        if (reason.isPresent()) {
          return refuse(output, new KnownRefusal(reason.get()), callback);
        }
        guarded = new Object[] {output, noting(output, callback)};
      }
      try {
        return method.invoke(producer, guarded);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    private Callback noting(ProducerRecord<byte[], byte[]> output, Callback callback) {
      return (metadata, error) -> {
        if (error != null && Refusals.isOfOneRecord(error) && failed.compareAndSet(false, true)) {
          refusals.note(output, error);
        }
        callback.onCompletion(metadata, error);
      };
    }
  }

  /** On this very thread, so that whoever handles it knows of which input it came. */
  private static CompletableFuture<RecordMetadata> refuse(
      ProducerRecord<byte[], byte[]> output, KnownRefusal refusal, Callback callback) {
    Integer partition = output.partition();
    TopicPartition where = new TopicPartition(output.topic(), partition == null ? -1 : partition);
    callback.onCompletion(new RecordMetadata(where, -1, -1, -1, -1, -1), refusal);
    return CompletableFuture.failedFuture(refusal);
  }
}
