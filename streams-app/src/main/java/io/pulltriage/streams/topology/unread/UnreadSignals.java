package io.pulltriage.streams.topology.unread;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.internal.PodCase;
import io.pulltriage.schemas.internal.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of a case's news no rule reads. Pure. */
public final class UnreadSignals {

  /** The causes of texts that no rule reads, or only as far as their label. */
  static final Set<Cause> UNREAD = Set.of(Cause.UNKNOWN, Cause.NO_DETAIL);

  private UnreadSignals() {}

  /**
   * A text that no rule reads.
   *
   * @param signal what was seen
   * @param times how often it was seen since it was last counted
   */
  public record Unread(Signal signal, long times) {}

  /**
   * What is new in a case. Events count as often as they happened, each delivery once; the text of
   * a state counts once for each time that it changes.
   */
  public static List<Unread> news(PodCase before, PodCase after) {
    List<Unread> news = new ArrayList<>();
    Map<String, Signal> known = new HashMap<>();
    for (Signal signal : after.getSignals()) {
      if (isUnread(signal)) {
        if (known.isEmpty()) {
          before.getSignals().forEach(seen -> known.put(seen.getId(), seen));
        }
        long times = times(known.get(signal.getId()), signal);
        if (times > 0) {
          news.add(new Unread(signal, times));
        }
      }
    }
    return news;
  }

  private static boolean isUnread(Signal signal) {
    return signal.getCause().filter(UNREAD::contains).isPresent();
  }

  private static long times(@Nullable Signal known, Signal seen) {
    if (seen.getSource() == EvidenceSource.EVENT) {
      return seen.getCount() - (known == null ? 0 : known.getCount());
    }
    return known != null && known.getMessage().equals(seen.getMessage()) ? 0 : 1;
  }
}
