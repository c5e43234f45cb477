package io.pulltriage.streams.topology.facts;

import io.pulltriage.schemas.internal.FactVersion;
import io.pulltriage.schemas.internal.PodReferences;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.streams.topology.StageSupplier;
import io.pulltriage.streams.topology.Stores;
import java.util.Set;
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

  private final Kind<F> kind;
  private final Stores stores;
  private final KTable<String, F> facts;

  private FactTable(Kind<F> kind, Stores stores, KTable<String, F> facts) {
    this.kind = kind;
    this.stores = stores;
    this.facts = facts;
  }

  /**
   * What facts of a kind are.
   *
   * @param name what they are called in operators and stores, in the plural
   * @param type their class
   * @param version tells which of two under one key is newer
   */
  public record Kind<F>(String name, Class<F> type, Function<F, FactVersion> version) {}

  /**
   * Keeps the newest facts of each key in a table.
   *
   * @param told facts by their key; null for what is no more
   */
  public static <F extends SpecificRecord> FactTable<F> of(
      KStream<String, F> told, Stores stores, Kind<F> kind) {
    String name = kind.name();
    String versions = name + "-versions-by-key";
    KTable<String, F> facts =
        told.process(
                new StageSupplier<>(
                    () -> new NewestFacts<>(versions, kind.version()),
                    Set.of(stores.keyed(versions, InternalSerdes.of(FactVersion.class)))),
                Named.as("drop-stale-" + name))
            .toTable(
                Named.as("table-" + name),
                stores.table(name + "-by-key", InternalSerdes.of(kind.type())));
    return new FactTable<>(kind, stores, facts);
  }

  /**
   * The facts that each pod depends on, by the pod's key: told when the pod comes to depend on
   * them, and again at each change of them.
   *
   * @param key the key of the facts that a pod depends on; null for none
   */
  public KStream<String, F> of(
      KStream<String, PodReferences> pods, Function<PodReferences, @Nullable String> key) {
    String name = kind.name();
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
            stores.table("joined-" + name + "-of-pods", InternalSerdes.of(kind.type())))
        .toStream(Named.as("tell-" + name))
        .filter((pod, fact) -> fact != null, Named.as("drop-absent-" + name));
  }
}
