package io.pulltriage.streams.topology.triage;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.schemas.internal.Membership;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.topology.Knowledge;
import io.pulltriage.streams.topology.StageSupplier;
import io.pulltriage.streams.topology.Stores;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The stage TRIAGE of one topology. It has two entrances, for the DSL knows no cycles: one for
 * facts and one for memberships. Both lead to the same object in a task, and so in one thread.
 */
public final class Triage {

  private final AnalyzerConfig config;
  private final TriageRules rules;
  private final FactBounds bounds;
  private final Set<StoreBuilder<?>> stores;
  private final ConcurrentMap<TaskId, TriageProcessor> byTask = new ConcurrentHashMap<>();

  /**
   * A stage that diagnoses by this knowledge.
   *
   * @param registry counts what was cut
   */
  public Triage(AnalyzerConfig config, Knowledge knowledge, Stores stores, MeterRegistry registry) {
    this.config = config;
    this.rules = TriageRules.of(config, knowledge);
    this.bounds = new FactBounds(registry);
    this.stores = TriageStores.builders(stores);
  }

  /** Takes facts; gives incidents, null for one that is withdrawn, and contributions. */
  public ProcessorSupplier<String, SpecificRecord, String, SpecificRecord> facts() {
    return new StageSupplier<>(() -> new TriageProcessor(config, rules, bounds, byTask), stores);
  }

  /** Takes memberships; gives incidents. */
  public ProcessorSupplier<String, Membership, String, SpecificRecord> memberships() {
    return new StageSupplier<>(MembershipEntrance::new, stores);
  }

  private final class MembershipEntrance
      implements Processor<String, Membership, String, SpecificRecord> {

    private ProcessorContext<String, SpecificRecord> context;

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
      context = processorContext;
    }

    @Override
    public void process(Record<String, Membership> message) {
      TriageProcessor triage = byTask.get(context.taskId());
      if (triage == null) {
        throw new IllegalStateException("no facts are taken in task " + context.taskId());
      }
      triage.take(message, context);
    }
  }
}
