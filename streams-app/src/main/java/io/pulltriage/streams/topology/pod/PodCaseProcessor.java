package io.pulltriage.streams.topology.pod;

import io.pulltriage.classifier.Classifier;
import io.pulltriage.schemas.Records;
import io.pulltriage.schemas.internal.CaseMessage;
import io.pulltriage.schemas.internal.PodCase;
import io.pulltriage.schemas.internal.TimeMarker;
import io.pulltriage.streams.config.TimeMode;
import io.pulltriage.streams.topology.Stores;
import io.pulltriage.streams.topology.time.ClusterClocks;
import io.pulltriage.streams.topology.time.Timers;
import io.pulltriage.streams.topology.unread.KnownNames;
import io.pulltriage.streams.topology.unread.UnreadCounts;
import io.pulltriage.streams.topology.unread.UnreadMeter;
import io.pulltriage.streams.topology.unread.UnreadSignals;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the cases of one partition: takes in facts, looks again when time has come, and tells what
 * it finds when that changed. Then it passes the time on, behind all that it found by then.
 */
final class PodCaseProcessor implements Processor<String, CaseInput, String, CaseMessage> {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final CaseReducer reducer;
  private final Findings findings;
  private final Classifier classifier;
  private final TimeMode mode;
  private ProcessorContext<String, CaseMessage> context;
  private KeyValueStore<String, PodCase> cases;
  private Timers timers;
  private ClusterClocks clocks;
  private UnreadCounts unread;

  PodCaseProcessor(CaseReducer reducer, Findings findings, Classifier classifier, TimeMode mode) {
    this.reducer = reducer;
    this.findings = findings;
    this.classifier = classifier;
    this.mode = mode;
  }

  @Override
  public void init(ProcessorContext<String, CaseMessage> processorContext) {
    context = processorContext;
    cases = context.getStateStore(Stores.CASES);
    timers = new Timers(context.getStateStore(Stores.CASE_TIMERS));
    clocks =
        new ClusterClocks(
            context.getStateStore(Stores.CASE_CLOCKS),
            1,
            mode,
            () -> Instant.ofEpochMilli(context.currentSystemTimeMs()));
    unread =
        new UnreadCounts(
            context.getStateStore(Stores.UNREAD_TEXTS),
            classifier,
            new UnreadMeter(context.metrics()));
    if (mode == TimeMode.LIVE) {
      context.schedule(
          LOOK_EVERY,
          PunctuationType.WALL_CLOCK_TIME,
          at -> clocks.clusters().forEach(this::lookAgain));
    }
  }

  @Override
  public void process(Record<String, CaseInput> input) {
    if (input.value() instanceof CaseInput.Time time) {
      passTime(time, input.timestamp());
      return;
    }
    String key = input.key();
    PodCase kept = cases.get(key);
    PodCase known = kept == null ? CaseReducer.empty() : kept;
    PodCase next = learn(known, input.value(), Instant.ofEpochMilli(input.timestamp()));
    if (!Records.equal(next, known) && CaseReducer.isWorthKeeping(next)) {
      UnreadSignals.news(known, next)
          .forEach(news -> unread.count(news, names(next, input.value())));
      settle(key, kept, next, input.timestamp());
    }
  }

  private static Set<String> names(PodCase podCase, CaseInput input) {
    Set<String> names = new HashSet<>();
    podCase.getPod().map(KnownNames::of).ifPresent(names::addAll);
    if (input instanceof CaseInput.Event event) {
      names.addAll(
          KnownNames.of(
              List.of(
                  event.event().getCluster(),
                  event.event().getNamespace(),
                  event.event().getPodName(),
                  event.event().getContainer().orElse(""),
                  event.event().getNode().orElse(""))));
    }
    return names;
  }

  private PodCase learn(PodCase known, CaseInput input, Instant at) {
    if (input instanceof CaseInput.Snapshot snapshot) {
      return reducer.withSnapshot(known, snapshot.pod(), at);
    } else if (input instanceof CaseInput.Event event) {
      return reducer.withEvent(known, event.event());
    } else if (input instanceof CaseInput.Node node) {
      return reducer.withNode(known, node.node());
    } else if (input instanceof CaseInput.Usage usage) {
      return reducer.withUsage(known, usage.usage());
    } else if (input instanceof CaseInput.Withdrawal) {
      return reducer.withoutSnapshot(known, at);
    }
    throw new IllegalArgumentException("a case learns nothing from " + input);
  }

  private void passTime(CaseInput.Time time, long timestamp) {
    if (!clocks.advance(time.cluster(), 0, time.time())) {
      return;
    }
    lookAgain(time.cluster());
    TimeMarker marker = new TimeMarker(time.cluster(), time.time(), context.taskId().partition());
    context.forward(new Record<>(time.cluster(), new CaseMessage(marker), timestamp));
  }

  private void lookAgain(String cluster) {
    Instant now = clocks.now(cluster);
    for (String key : timers.due(cluster, now)) {
      PodCase known = cases.get(key);
      if (known != null && reducer.isOver(known, now)) {
        timers.move(cluster, key, known.getDue(), Optional.empty());
        cases.delete(key);
      } else if (known != null) {
        settle(key, known, known, now.toEpochMilli());
      }
    }
  }

  private void settle(String key, @Nullable PodCase before, PodCase learned, long timestamp) {
    String cluster = key.substring(0, key.lastIndexOf('/'));
    Instant now = clocks.now(cluster);
    PodCase settled = reducer.at(learned, now);
    Findings.News news = findings.news(settled);
    Optional<Instant> due = reducer.due(settled, now);
    timers.move(cluster, key, before == null ? Optional.empty() : before.getDue(), due);
    cases.put(
        key, PodCase.newBuilder(settled).setTold(news.told()).setDue(due.orElse(null)).build());
    news.findings()
        .forEach(
            (incident, finding) ->
                context.forward(new Record<>(incident, new CaseMessage(finding), timestamp)));
  }
}
