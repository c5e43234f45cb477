package io.pulltriage.streams.topology.diagnosis;

import java.util.List;

/** Counts and lists as people read them. Pure. */
public final class Words {

  private Words() {}

  /** {@code 1 pod}, {@code 3 pods}. */
  public static String count(long count, String noun) {
    return count == 1 ? "1 " + noun : count + " " + noun + "s";
  }

  /** The items, separated by commas; of too many the first, and how many more there are. */
  public static String list(List<String> items, int most) {
    return items.size() <= most
        ? String.join(", ", items)
        : String.join(", ", items.subList(0, most)) + " and " + (items.size() - most) + " more";
  }
}
