package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.internal.Episode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Pods that should have been gone by now: their node was lost, or a finalizer holds them. Their
 * status stays as it was, but a kubelet starts nothing of a pod that is to be deleted: they fail no
 * more. Pure.
 */
final class OverdueDeletions {

  /** How much later than it was due a deletion may be told. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private OverdueDeletions() {}

  /** The failure windows of a pod, with those ended that only a stale status keeps open. */
  static List<Episode> track(PodView view, Instant now) {
    Optional<Instant> due = due(view).filter(at -> !now.isBefore(at.plus(PATIENCE)));
    EpisodeLog log = new EpisodeLog(view.episodes());
    if (due.isEmpty() || log.open().isEmpty()) {
      return view.episodes();
    }
    for (Episode episode : log.open()) {
      log.end(episode, due.get(), Resolution.DELETED, null, episode.getRevision());
    }
    return log.toList();
  }

  /** When a pod will be overdue; empty when it is, or is not to be deleted. */
  static Optional<Instant> next(PodView view, Instant now) {
    return due(view).map(at -> at.plus(PATIENCE)).filter(now::isBefore);
  }

  /** When a pod that is gone had ceased to fail: it may have been overdue for long. */
  static Instant end(PodSnapshot pod, Instant gone) {
    return pod.getDeletionAt().filter(due -> due.plus(PATIENCE).isBefore(gone)).orElse(gone);
  }

  private static Optional<Instant> due(PodView view) {
    return view.pod().filter(pod -> pod.getGone().isEmpty()).flatMap(PodSnapshot::getDeletionAt);
  }
}
