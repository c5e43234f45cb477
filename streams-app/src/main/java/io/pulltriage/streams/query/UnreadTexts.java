package io.pulltriage.streams.query;

import io.pulltriage.schemas.internal.UnreadText;
import io.pulltriage.streams.topology.unread.UnreadCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Texts that no rule reads, by their wording.
 *
 * @param texts those without any cause first, the most frequent first among them
 * @param dropped how many texts were of wordings that are no longer kept
 */
public record UnreadTexts(List<UnreadText> texts, long dropped) {

  private static final int REASONS_KEPT = 5;

  private static final Comparator<UnreadText> ORDER =
      Comparator.comparing(UnreadText::getCause, Comparator.reverseOrder())
          .thenComparing(UnreadText::getSeen, Comparator.reverseOrder())
          .thenComparing(UnreadText::getShape);

  /** Copies the list, so that nobody changes it later. */
  public UnreadTexts {
    texts = List.copyOf(texts);
  }

  /** Sums up what several partitions or instances have counted. */
  public static UnreadTexts of(Collection<UnreadText> counts) {
    Map<String, UnreadText> byShape = new LinkedHashMap<>();
    long dropped = 0;
    for (UnreadText count : counts) {
      if (count.getShape().equals(UnreadCounts.DROPPED)) {
        dropped += count.getSeen();
      } else {
        byShape.merge(count.getCause().name() + count.getShape(), count, UnreadTexts::sum);
      }
    }
    List<UnreadText> ordered = new ArrayList<>(byShape.values());
    ordered.sort(ORDER);
    return new UnreadTexts(ordered, dropped);
  }

  /** Whether there was no such text. */
  public boolean isEmpty() {
    return texts.isEmpty() && dropped == 0;
  }

  /** How many texts there were, of all wordings. */
  public long seen() {
    return dropped + texts.stream().mapToLong(UnreadText::getSeen).sum();
  }

  private static UnreadText sum(UnreadText one, UnreadText other) {
    Instant first = one.getFirstSeen();
    Instant last = one.getLastSeen();
    TreeSet<String> reasons = new TreeSet<>(one.getReasons());
    reasons.addAll(other.getReasons());
    return UnreadText.newBuilder(one)
        .setReasons(reasons.stream().limit(REASONS_KEPT).toList())
        .setSeen(one.getSeen() + other.getSeen())
        .setFirstSeen(other.getFirstSeen().isBefore(first) ? other.getFirstSeen() : first)
        .setLastSeen(other.getLastSeen().isAfter(last) ? other.getLastSeen() : last)
        .build();
  }
}
