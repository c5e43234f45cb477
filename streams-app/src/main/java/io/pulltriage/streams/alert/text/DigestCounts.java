package io.pulltriage.streams.alert.text;

import io.pulltriage.schemas.AlertKind;
import io.pulltriage.streams.alert.decide.Change;
import io.pulltriage.streams.alert.text.AlertMessage.About;
import io.pulltriage.streams.alert.text.AlertMessage.Digest;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a digest comes to.
 *
 * @param entries all of it, what matters most first
 * @param open how much of it lasts
 * @param resolved how much is over
 * @param openByCause what lasts, by cause, most first
 */
record DigestCounts(List<About> entries, int open, int resolved, Map<String, Integer> openByCause) {

  private static final Comparator<About> FOREMOST =
      Comparator.<About, Boolean>comparing(about -> about.change() == Change.RESOLVED)
          .thenComparing(about -> about.subject().kind() != AlertKind.OUTBREAK)
          .thenComparing(about -> about.subject().severity(), Comparator.reverseOrder())
          .thenComparing(about -> about.subject().pods(), Comparator.reverseOrder())
          .thenComparing(about -> about.subject().id());

  static DigestCounts of(Digest digest) {
    List<About> sorted = digest.entries().stream().sorted(FOREMOST).toList();
    Map<String, Integer> causes = new TreeMap<>();
    int resolved = 0;
    for (About about : sorted) {
      if (about.change() == Change.RESOLVED) {
        resolved++;
      } else {
        causes.merge(about.subject().cause().name(), 1, Integer::sum);
      }
    }
    Map<String, Integer> mostFirst = new LinkedHashMap<>();
    causes.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEachOrdered(entry -> mostFirst.put(entry.getKey(), entry.getValue()));
    return new DigestCounts(sorted, sorted.size() - resolved, resolved, mostFirst);
  }

  /** The first of them. */
  List<About> foremost(int most) {
    return entries.subList(0, Math.min(most, entries.size()));
  }
}
