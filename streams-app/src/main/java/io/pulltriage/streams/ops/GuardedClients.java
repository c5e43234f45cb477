package io.pulltriage.streams.ops;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

/** Kafka's clients, of which the producer keeps from Kafka what that is known to refuse. */
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
            (proxy, method, arguments) -> call(producer, method, arguments));
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

  // The arguments and the future are those of Producer.send.
  @SuppressWarnings({"unchecked", "FutureReturnValueIgnored"})
  private @Nullable Object call(
      Producer<byte[], byte[]> producer, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("send")
        && arguments != null
        && arguments.length == 2
        && arguments[1] instanceof Callback callback) {
      ProducerRecord<byte[], byte[]> output = (ProducerRecord<byte[], byte[]>) arguments[0];
      Optional<String> reason = refusals.reason(output);
      if (reason.isPresent()) {
        return refuse(output, new KnownRefusal(reason.get()), callback);
      }
    }
    try {
      return method.invoke(producer, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
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
