package io.pulltriage.streams.topology.facts;

import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.streams.topology.Stores;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.TableJoined;
import org.jspecify.annotations.Nullable;

/**
 * A table of facts by their own key, and which of them a pod depends on.
 *
 * @param <F> the facts
 */
public final class FactTable<F extends SpecificRecord> {

  private final String name;
  private final Class<F> type;
  private final Stores stores;
  private final KTable<String, F> facts;

  private FactTable(String name, Class<F> type, Stores stores, KTable<String, F> facts) {
    this.name = name;
    this.type = type;
    this.stores = stores;
    this.facts = facts;
  }

  /**
   * Keeps facts in a table.
   *
   * @param told each fact by its key; null for one that is no more
   * @param name what the facts are called in operators and stores, in the plural
   */
  public static <F extends SpecificRecord> FactTable<F> of(
      KStream<String, F> told, Stores stores, String name, Class<F> type) {
    KTable<String, F> facts =
        told.toTable(
            Named.as("table-" + name), stores.table(name + "-by-key", InternalSerdes.of(type)));
    return new FactTable<>(name, type, stores, facts);
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
                Named.as("table-" + name + "-of-pods"),
                stores.table(name + "-of-pods", Serdes.String()));
    return keys.join(
            facts,
            named -> named,
            (named, fact) -> fact,
            TableJoined.as("join-" + name),
            stores.table("joined-" + name + "-of-pods", InternalSerdes.of(type)))
        .toStream(Named.as("tell-" + name))
        .filter((pod, fact) -> fact != null, Named.as("drop-absent-" + name));
  }
}
