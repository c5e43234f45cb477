package io.pulltriage.producer.publish;

import io.pulltriage.schemas.PodEvent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Pulls without a result. Every pod that starts may pull for a moment; one that pulls for long is
 * put in question, because a pull that hangs leaves no other trace.
 */
final class PullWatch implements Timed {

  private final Duration patience;
  private final PodLedger pods;
  private final Agenda<String> outstanding = new Agenda<>();

  PullWatch(PodLedger pods, Duration patience) {
    this.pods = pods;
    this.patience = patience;
  }

  void started(PodEvent event) {
    outstanding.put(key(event), event.getLastSeen().plus(patience));
  }

  void ended(PodEvent event) {
    outstanding.remove(key(event));
  }

  @Override
  public @Nullable Instant next() {
    return outstanding.next();
  }

  @Override
  public void runNext() {
    String key = outstanding.poll();
    pods.suspectUnlessWell(key.substring(0, key.indexOf('/')));
  }

  private static String key(PodEvent event) {
    return event.getPodUid() + '/' + event.getContainer().orElse("");
  }
}
