package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.internal.Episode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pod's stretches of failure while they are being brought up to date: the newest of each
 * container, phase and image. Not thread-safe; lives for one step.
 */
final class EpisodeLog {

  /** A pod has few containers and seldom changes their images. */
  private static final int CAPACITY = 32;

  private static final Comparator<Episode> ORDER =
      Comparator.comparing(Episode::getContainer)
          .thenComparing(Episode::getPhase)
          .thenComparing(Episode::getSince)
          .thenComparing(Episode::getImage);

  private final List<Episode> episodes;

  EpisodeLog(List<Episode> episodes) {
    this.episodes = new ArrayList<>(episodes);
  }

  Optional<Episode> find(String container, Phase phase, String image) {
    return episodes.stream()
        .filter(episode -> episode.getContainer().equals(container))
        .filter(episode -> episode.getPhase() == phase && episode.getImage().equals(image))
        .findFirst();
  }

  List<Episode> open() {
    return episodes.stream().filter(episode -> episode.getEndedAt().isEmpty()).toList();
  }

  /** All, in a fixed order; of too many, those that ended first are dropped. */
  List<Episode> toList() {
    List<Episode> kept = new ArrayList<>(episodes);
    kept.sort(
        Comparator.<Episode, Instant>comparing(episode -> episode.getEndedAt().orElse(Instant.MAX))
            .reversed()
            .thenComparing(ORDER));
    List<Episode> newest = new ArrayList<>(kept.subList(0, Math.min(CAPACITY, kept.size())));
    newest.sort(ORDER);
    return newest;
  }

  void put(Episode episode) {
    episodes.removeIf(
        known ->
            known.getContainer().equals(episode.getContainer())
                && known.getPhase() == episode.getPhase()
                && known.getImage().equals(episode.getImage()));
    episodes.add(episode);
  }

  /**
   * A failure. Continues the stretch before it unless that ended longer ago than it takes to
   * settle.
   *
   * @param afterPull whether the runtime had the image
   */
  void fail(
      String container,
      Phase phase,
      String image,
      Instant at,
      Duration settle,
      boolean afterPull,
      long revision) {
    Optional<Episode> known = find(container, phase, image);
    Optional<Episode> same = known.filter(episode -> !endedBefore(episode, at.minus(settle)));
    Instant last =
        same.map(Episode::getLastFailure).filter(failure -> failure.isAfter(at)).orElse(at);
    put(
        new Episode(
            container,
            phase,
            image,
            same.map(Episode::getSince).orElse(at),
            last,
            null,
            null,
            null,
            same.flatMap(Episode::getPreviousEnd)
                .or(() -> same.isPresent() ? Optional.empty() : known.flatMap(Episode::getEndedAt))
                .orElse(null),
            afterPull,
            revision));
  }

  /** The end of a stretch, never before its beginning. */
  void end(
      Episode episode,
      Instant at,
      Resolution resolution,
      @Nullable String replacedBy,
      long revision) {
    Instant end = at.isBefore(episode.getSince()) ? episode.getSince() : at;
    put(
        new Episode(
            episode.getContainer(),
            episode.getPhase(),
            episode.getImage(),
            episode.getSince(),
            episode.getLastFailure(),
            end,
            resolution,
            replacedBy,
            episode.getPreviousEnd().orElse(null),
            episode.getAfterPull(),
            revision));
  }

  /** The same stretch, which has not ended after all. */
  void reopen(Episode episode) {
    put(
        new Episode(
            episode.getContainer(),
            episode.getPhase(),
            episode.getImage(),
            episode.getSince(),
            episode.getLastFailure(),
            null,
            null,
            episode.getReplacedBy().orElse(null),
            episode.getPreviousEnd().orElse(null),
            episode.getAfterPull(),
            episode.getRevision()));
  }

  /** The same stretch, which began at another time. */
  void begin(Episode episode, Instant since) {
    put(
        new Episode(
            episode.getContainer(),
            episode.getPhase(),
            episode.getImage(),
            since,
            episode.getLastFailure(),
            episode.getEndedAt().orElse(null),
            episode.getResolution().orElse(null),
            episode.getReplacedBy().orElse(null),
            episode.getPreviousEnd().orElse(null),
            episode.getAfterPull(),
            episode.getRevision()));
  }

  private static boolean endedBefore(Episode episode, Instant time) {
    return episode.getEndedAt().filter(end -> end.isBefore(time)).isPresent();
  }
}
