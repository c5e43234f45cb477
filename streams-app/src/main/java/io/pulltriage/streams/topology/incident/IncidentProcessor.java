package io.pulltriage.streams.topology.incident;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Records;
import io.pulltriage.schemas.internal.CaseMessage;
import io.pulltriage.schemas.internal.IncidentState;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.schemas.internal.TimeMarker;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.config.TimeMode;
import io.pulltriage.streams.topology.Stores;
import io.pulltriage.streams.topology.time.ClusterClocks;
import io.pulltriage.streams.topology.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the incidents of one partition: takes in findings, sums them up, and looks again when
 * something has settled or is past its retention.
 */
final class IncidentProcessor implements Processor<String, CaseMessage, String, IncidentOutput> {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /**
   * An incident of more pods than this is summed up when time goes on instead of at each finding,
   * whose cost would grow with the square of the pods.
   */
  private static final int AT_ONCE = 32;

  /** Longer than a case is kept after its pod has gone. */
  private static final Duration FOLD_AFTER = Duration.ofHours(2);

  private final IncidentSummary summary;
  private final AnalyzerConfig config;
  private ProcessorContext<String, IncidentOutput> context;
  private KeyValueStore<String, IncidentState> incidents;
  private FindingStore findings;
  private Timers timers;
  private ClusterClocks clocks;

  IncidentProcessor(IncidentSummary summary, AnalyzerConfig config) {
    this.summary = summary;
    this.config = config;
  }

  @Override
  public void init(ProcessorContext<String, IncidentOutput> processorContext) {
    context = processorContext;
    incidents = context.getStateStore(Stores.INCIDENTS);
    findings = new FindingStore(context.getStateStore(Stores.FINDINGS));
    timers = new Timers(context.getStateStore(Stores.INCIDENT_TIMERS));
    clocks =
        new ClusterClocks(
            context.getStateStore(Stores.INCIDENT_CLOCKS),
            config.partitions(),
            config.time(),
            () -> Instant.ofEpochMilli(context.currentSystemTimeMs()));
    if (config.time() == TimeMode.LIVE) {
      context.schedule(
          LOOK_EVERY,
          PunctuationType.WALL_CLOCK_TIME,
          at -> clocks.clusters().forEach(cluster -> lookAgain(cluster, at)));
    }
  }

  @Override
  public void process(Record<String, CaseMessage> message) {
    Object content = message.value().getContent();
    if (content instanceof TimeMarker marker) {
      passTime(marker, message.timestamp());
    } else {
      take(message.key(), (PodFinding) content, message.timestamp());
    }
  }

  private void passTime(TimeMarker marker, long timestamp) {
    String cluster = marker.getCluster();
    if (clocks.advance(cluster, marker.getPartition(), marker.getTime())) {
      lookAgain(cluster, timestamp);
      TimeMarker next =
          new TimeMarker(cluster, clocks.reached(cluster), context.taskId().partition());
      context.forward(new Record<>(cluster, new IncidentOutput.Time(next), timestamp));
    }
  }

  private void take(String id, PodFinding finding, long timestamp) {
    IncidentState state = incidents.get(id);
    Instant now = clocks.now(finding.getCluster());
    if (state == null && isPastRetention(finding, now)) {
      return;
    }
    boolean added = findings.put(id, finding);
    int count = (state == null ? 0 : state.getFindings()) + (added ? 1 : 0);
    if (state == null || count <= AT_ONCE) {
      sumUp(id, state, now, timestamp);
      return;
    }
    timers.move(finding.getCluster(), id, state.getDue(), Optional.of(now));
    incidents.put(id, IncidentState.newBuilder(state).setFindings(count).setDue(now).build());
  }

  private void lookAgain(String cluster, long timestamp) {
    Instant now = clocks.now(cluster);
    for (String id : timers.due(cluster, now)) {
      IncidentState state = incidents.get(id);
      if (state == null) {
        throw new IllegalStateException("a timer is set for an incident that is not kept: " + id);
      }
      if (isPastRetention(state.getIncident(), now)) {
        forget(id, state, timestamp);
      } else {
        sumUp(id, state, now, timestamp);
      }
    }
  }

  private void sumUp(String id, @Nullable IncidentState before, Instant now, long timestamp) {
    long folded = before == null ? 0 : before.getFoldedFacts();
    List<PodFinding> all = findings.of(id);
    IncidentSummary.Result result = summary.of(id, all, folded, now);
    Incident incident = result.incident();
    if (before != null) {
      incident = Continuation.of(before.getIncident(), incident);
    }
    List<PodFinding> obsolete =
        result.obsolete().stream().filter(finding -> isSettledForGood(finding, now)).toList();
    obsolete.forEach(finding -> findings.remove(id, finding));
    long obsoleteFacts = obsolete.stream().mapToLong(PodFinding::getFacts).sum();
    timers.move(
        incident.getCluster(),
        id,
        before == null ? Optional.empty() : before.getDue(),
        result.due());
    incidents.put(
        id,
        IncidentState.newBuilder()
            .setIncident(incident)
            .setFindings(all.size() - obsolete.size())
            .setFoldedFacts(folded + obsoleteFacts)
            .setDue(result.due().orElse(null))
            .build());
    if (before == null || !Records.equal(incident, before.getIncident())) {
      context.forward(new Record<>(id, new IncidentOutput.Published(incident), timestamp));
      context.forward(
          new Record<>(
              incident.getCluster(),
              new IncidentOutput.Facts(OutbreakFacts.of(incident, all)),
              timestamp));
    }
  }

  private void forget(String id, IncidentState state, long timestamp) {
    timers.move(state.getIncident().getCluster(), id, state.getDue(), Optional.empty());
    findings.of(id).forEach(finding -> findings.remove(id, finding));
    incidents.delete(id);
    context.forward(new Record<>(id, new IncidentOutput.Published(null), timestamp));
  }

  /**
   * Whether its pod will hardly say more. Until then it is kept, though it no longer bears on the
   * incident: its facts must not count twice when it comes again.
   */
  private static boolean isSettledForGood(PodFinding finding, Instant now) {
    return finding.getEndedAt().filter(end -> end.plus(FOLD_AFTER).isBefore(now)).isPresent();
  }

  private boolean isPastRetention(Incident incident, Instant now) {
    return incident.getStatus() == IncidentStatus.RESOLVED
        && isPastRetention(incident.getResolvedAt(), now);
  }

  private boolean isPastRetention(PodFinding finding, Instant now) {
    return isPastRetention(finding.getEndedAt(), now);
  }

  private boolean isPastRetention(Optional<Instant> end, Instant now) {
    return end.filter(at -> !now.isBefore(at.plus(config.incidents().retention()))).isPresent();
  }
}
