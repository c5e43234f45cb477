package io.pulltriage.streams.topology.facts;

import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.serdes.InternalSerdes;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.TableJoined;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A table of facts by their own key, and which of them a pod depends on.
 *
 * @param <F> the facts
 */
public final class FactTable<F extends SpecificRecord> {

  private final String name;
  private final Serde<F> stored;
  private final KTable<String, F> facts;

  private FactTable(String name, Serde<F> stored, KTable<String, F> facts) {
    this.name = name;
    this.stored = stored;
    this.facts = facts;
  }

  /**
   * Reads a topic of facts into a table.
   *
   * @param name what the facts are called in operators and stores, in the plural
   * @param published how the topic writes them
   */
  public static <F extends SpecificRecord> FactTable<F> read(
      StreamsBuilder builder, String topic, String name, Class<F> type, Serde<F> published) {
    Serde<F> stored = InternalSerdes.of(type);
    KTable<String, F> facts =
        builder.stream(topic, Consumed.with(Serdes.String(), published).withName("read-" + name))
            .toTable(Named.as("table-" + name), store(name + "-by-key", stored));
    return new FactTable<>(name, stored, facts);
  }

  /**
   * The facts that each pod depends on, by the pod's key: told when the pod comes to depend on
   * them, and again at each change of them.
   *
   * @param key the key of the facts that a pod depends on; null for none
   */
  public KStream<String, F> of(
      KStream<String, PodSnapshot> pods, Function<PodSnapshot, @Nullable String> key) {
    KTable<String, String> keys =
        pods.mapValues(
                pod -> pod == null ? null : key.apply(pod), Named.as("name-" + name + "-of-pods"))
            .toTable(
                Named.as("table-" + name + "-of-pods"), store(name + "-of-pods", Serdes.String()));
    return keys.join(
            facts,
            named -> named,
            (named, fact) -> fact,
            TableJoined.as("join-" + name),
            store("joined-" + name + "-of-pods", stored))
        .toStream(Named.as("tell-" + name))
        .filter((pod, fact) -> fact != null, Named.as("drop-absent-" + name));
  }

  private static <V> Materialized<String, V, KeyValueStore<Bytes, byte[]>> store(
      String name, Serde<V> serde) {
    return Materialized.<String, V, KeyValueStore<Bytes, byte[]>>as(name)
        .withKeySerde(Serdes.String())
        .withValueSerde(serde);
  }
}
