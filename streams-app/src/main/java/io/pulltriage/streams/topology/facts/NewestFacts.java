package io.pulltriage.streams.topology.facts;

import io.pulltriage.schemas.internal.FactVersion;
import java.util.Comparator;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Lets facts pass that are not older than what passed under their key before, so that a table does
 * not go back when something is delivered again. Belongs to one task; not thread-safe.
 *
 * @param <F> the facts
 */
final class NewestFacts<F> implements Processor<String, F, String, F> {

  private static final Comparator<FactVersion> OLDEST_FIRST =
      Comparator.comparing(FactVersion::getAt).thenComparing(FactVersion::getRevision);

  private final String store;
  private final Function<F, FactVersion> version;
  private ProcessorContext<String, F> context;
  private KeyValueStore<String, FactVersion> versions;

  NewestFacts(String store, Function<F, FactVersion> version) {
    this.store = store;
    this.version = version;
  }

  @Override
  public void init(ProcessorContext<String, F> processorContext) {
    context = processorContext;
    versions = context.getStateStore(store);
  }

  @Override
  public void process(Record<String, F> fact) {
    if (fact.value() == null) {
      versions.delete(fact.key());
      context.forward(fact);
      return;
    }
    FactVersion next = version.apply(fact.value());
    FactVersion known = versions.get(fact.key());
    if (known == null || OLDEST_FIRST.compare(next, known) >= 0) {
      versions.put(fact.key(), next);
      context.forward(fact);
    }
  }
}
