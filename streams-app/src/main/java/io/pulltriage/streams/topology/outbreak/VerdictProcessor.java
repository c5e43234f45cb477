package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.internal.Membership;
import io.pulltriage.schemas.internal.ScopeVerdict;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Tells a cluster's incidents when one of its shares becomes part of an outbreak or no longer is.
 * Works on what {@link ClusterProcessor} keeps, in the same task; weighs nothing.
 */
final class VerdictProcessor implements Processor<String, ScopeVerdict, String, Membership> {

  private ProcessorContext<String, Membership> context;
  private Members members;

  @Override
  public void init(ProcessorContext<String, Membership> processorContext) {
    context = processorContext;
    members = Members.of(context);
  }

  @Override
  public void process(Record<String, ScopeVerdict> message) {
    for (Membership change : members.told(message.value())) {
      context.forward(new Record<>(change.getIncident(), change, message.timestamp()));
    }
  }
}
