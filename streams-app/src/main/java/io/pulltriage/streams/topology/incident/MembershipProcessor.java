package io.pulltriage.streams.topology.incident;

import io.pulltriage.schemas.internal.IncidentState;
import io.pulltriage.schemas.internal.Membership;
import io.pulltriage.streams.topology.Stores;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Lets the incidents of one partition name their outbreaks. Works on the incidents that {@link
 * IncidentProcessor} keeps, in the same task. What it publishes does not go to the outbreak stage:
 * that an incident names its outbreak is no news there.
 */
final class MembershipProcessor implements Processor<String, Membership, String, IncidentOutput> {

  private ProcessorContext<String, IncidentOutput> context;
  private KeyValueStore<String, IncidentState> incidents;

  @Override
  public void init(ProcessorContext<String, IncidentOutput> processorContext) {
    context = processorContext;
    incidents = context.getStateStore(Stores.INCIDENTS);
  }

  @Override
  public void process(Record<String, Membership> message) {
    IncidentState before = incidents.get(message.key());
    if (before == null) {
      return;
    }
    Continuation.of(before.getIncident(), message.value())
        .ifPresent(
            incident -> {
              incidents.put(
                  message.key(), IncidentState.newBuilder(before).setIncident(incident).build());
              context.forward(
                  new Record<>(
                      message.key(), new IncidentOutput.Published(incident), message.timestamp()));
            });
  }
}
