package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.Records;
import io.pulltriage.schemas.internal.ClusterMessage;
import io.pulltriage.schemas.internal.ImageRuns;
import io.pulltriage.schemas.internal.IncidentFacts;
import io.pulltriage.schemas.internal.Membership;
import io.pulltriage.schemas.internal.NodePlace;
import io.pulltriage.schemas.internal.PullSuccess;
import io.pulltriage.schemas.internal.ScopeMessage;
import io.pulltriage.schemas.internal.ScopeShare;
import io.pulltriage.schemas.internal.TimeMarker;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.config.TimeMode;
import io.pulltriage.streams.topology.Stores;
import io.pulltriage.streams.topology.time.ClusterClocks;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what bears on outbreaks in the clusters of one partition, weighs it as time goes on, and
 * tells what each cluster adds to which scope; behind that, the time. Tells incidents which
 * outbreak they are part of now.
 */
final class ClusterProcessor implements Processor<String, ClusterMessage, String, ClusterOutput> {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final ClusterWeighing weighing;
  private final StandingBlames standing;
  private final Shares shares;
  private final AnalyzerConfig config;
  private ProcessorContext<String, ClusterOutput> context;
  private ClusterFacts facts;
  private Members members;
  private ClusterClocks clocks;

  ClusterProcessor(AnalyzerConfig config) {
    this.config = config;
    this.weighing = new ClusterWeighing(config.outbreaks());
    this.standing = new StandingBlames(config.outbreaks());
    this.shares = new Shares(config.outbreaks());
  }

  @Override
  public void init(ProcessorContext<String, ClusterOutput> processorContext) {
    context = processorContext;
    facts = ClusterFacts.of(context);
    members = Members.of(context);
    clocks =
        new ClusterClocks(
            context.getStateStore(Stores.OUTBREAK_CLOCKS),
            config.partitions(),
            config.time(),
            () -> Instant.ofEpochMilli(context.currentSystemTimeMs()));
    if (config.time() == TimeMode.LIVE) {
      context.schedule(
          LOOK_EVERY,
          PunctuationType.WALL_CLOCK_TIME,
          at -> clocks.clusters().forEach(cluster -> weigh(cluster, at)));
    }
  }

  @Override
  public void process(Record<String, ClusterMessage> message) {
    Object content = message.value().getContent();
    if (content instanceof IncidentFacts incident) {
      if (facts.put(incident)) {
        members.forget(incident.getCluster(), incident.getId());
      }
    } else if (content instanceof PullSuccess success) {
      facts.put(success);
    } else if (content instanceof ImageRuns runs) {
      facts.put(runs);
    } else if (content instanceof ImageUsage usage) {
      facts.put(ClusterMessages.runs(usage));
    } else if (content instanceof NodePlace place) {
      facts.put(place, Instant.ofEpochMilli(message.timestamp()));
    } else {
      passTime((TimeMarker) content, message.timestamp());
    }
  }

  private void passTime(TimeMarker marker, long timestamp) {
    String cluster = marker.getCluster();
    Instant before = clocks.reached(cluster);
    if (clocks.advance(cluster, marker.getPartition(), marker.getTime())) {
      weigh(cluster, timestamp);
      Instant reached = clocks.reached(cluster);
      TimeMarker next = new TimeMarker(cluster, reached, context.taskId().partition());
      tell(cluster, new ScopeMessage(next, reached.equals(before)), timestamp);
    }
  }

  private void weigh(String cluster, long timestamp) {
    Map<String, ScopeShare> known = facts.shares(cluster);
    Instant now = clocks.now(cluster);
    Instant heard = clocks.reached(cluster);
    facts.forgetNodes(cluster, now);
    if (heard.plus(config.outbreaks().silentAfter()).isBefore(now)) {
      shares
          .silent(known, heard, now)
          .forEach((id, share) -> put(id, known.get(id), share, timestamp));
      return;
    }
    ClusterFacts.Incidents incidents = facts.incidents(cluster, now);
    if (known.isEmpty() && incidents.failing().isEmpty()) {
      members.weighed(cluster, Map.of(), incidents);
      return;
    }
    Situation situation = facts.situation(cluster, incidents.failing(), now);
    Map<String, Blame> blames = standing.of(situation, known, weighing.of(situation));
    shares
        .next(cluster, known, blames, incidents.ended(), now)
        .forEach((id, share) -> put(id, known.get(id), share, timestamp));
    for (Membership change : members.weighed(cluster, blames, incidents)) {
      context.forward(
          new Record<>(change.getIncident(), new ClusterOutput.ToIncident(change), timestamp));
    }
  }

  private void put(String id, @Nullable ScopeShare before, ScopeShare share, long timestamp) {
    if (before == null || !Records.equal(before, share)) {
      facts.put(id, share);
      if (share.getWithdrawn()) {
        members.withdrawn(share.getCluster(), id);
      }
      tell(id, new ScopeMessage(share, false), timestamp);
    }
  }

  private void tell(String key, ScopeMessage message, long timestamp) {
    context.forward(new Record<>(key, new ClusterOutput.ToScope(message), timestamp));
  }
}
