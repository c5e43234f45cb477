package io.pulltriage.streams.alert.text;

import io.pulltriage.streams.alert.decide.Change;
import io.pulltriage.streams.alert.decide.Subject;
import io.pulltriage.streams.alert.decide.Told;
import java.time.Instant;
import java.util.List;

/** What a sink is given to bring to its receiver. Immutable. */
public sealed interface AlertMessage {

  /** Its name, the same whenever it is sent again. */
  String id();

  /** When it was made. */
  Instant at();

  /**
   * About one incident or outbreak.
   *
   * @param id its name
   * @param at when it was made
   * @param change what it tells
   * @param subject of what
   * @param told what the receiver knew before
   */
  record About(String id, Instant at, Change change, Subject subject, Told told)
      implements AlertMessage {}

  /**
   * Many at once.
   *
   * @param id its name
   * @param at when it was made
   * @param backlog whether it tells what was failing already when alerting began
   * @param entries what it tells
   */
  record Digest(String id, Instant at, boolean backlog, List<About> entries)
      implements AlertMessage {

    /** Copies the list, so that nobody changes it later. */
    public Digest {
      entries = List.copyOf(entries);
    }

    /** Of entries, whose names make its own. */
    public static Digest of(List<About> entries, Instant now) {
      boolean backlog = entries.stream().allMatch(about -> about.told().backlog());
      String id = Told.nameOf(entries.stream().map(About::id).sorted().toList());
      return new Digest(id, now, backlog, entries);
    }
  }
}
