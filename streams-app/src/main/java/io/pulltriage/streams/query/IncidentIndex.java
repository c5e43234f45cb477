package io.pulltriage.streams.query;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of all incidents one can ask for, in memory: a row of numbers for each, in arrays by field.
 * A question looks at every row, which takes some nanoseconds each; so there is nothing that a
 * filter could not use, and no order to be kept. Names are numbers of a dictionary, so that a
 * pattern is compared once with each name and not with each incident.
 *
 * <p>Writing is not thread-safe; any number of threads may read while nobody writes.
 */
final class IncidentIndex {

  private static final List<Field> CHOICES =
      List.of(Field.STATUS, Field.PHASE, Field.CAUSE, Field.SEVERITY);
  private static final List<Field> NAMES =
      List.of(
          Field.CLUSTER,
          Field.NAMESPACE,
          Field.WORKLOAD,
          Field.IMAGE,
          Field.REGISTRY,
          Field.OUTBREAK);
  private static final List<List<String>> CONSTANTS = CHOICES.stream().map(Field::choices).toList();

  private static final int STATUS = CHOICES.indexOf(Field.STATUS);
  private static final int OPEN = CONSTANTS.get(STATUS).indexOf(IncidentStatus.OPEN.name());
  private static final int CAUSE = CHOICES.indexOf(Field.CAUSE);
  private static final int SEVERITY = CHOICES.indexOf(Field.SEVERITY);
  private static final int CLUSTER = NAMES.indexOf(Field.CLUSTER);
  private static final int NAMESPACE = NAMES.indexOf(Field.NAMESPACE);
  private static final int IMAGE = NAMES.indexOf(Field.IMAGE);

  private static final long NOT_RESOLVED = Long.MAX_VALUE;
  private static final int SMALLEST = 1_024;

  /** Primes, of which one at least does not divide a number of rows. */
  private static final int[] STRIDES = {7_919, 104_729, 1_299_709, 15_485_863};

  private final Dictionary[] dictionaries =
      Stream.generate(Dictionary::new).limit(NAMES.size()).toArray(Dictionary[]::new);
  private final Dictionary nodes = new Dictionary();
  private final TextIndex texts = new TextIndex();

  private final byte[][] choices = new byte[CHOICES.size()][SMALLEST];
  private final int[][] names = new int[NAMES.size()][SMALLEST];
  private long[] firstSeen = new long[SMALLEST];
  private long[] resolvedAt = new long[SMALLEST];

  /** Of each row: its id, then how many nodes and their numbers, then its texts. */
  private byte[][] details = new byte[SMALLEST][];

  private char[] idLengths = new char[SMALLEST];
  private int size;

  /** Rows plus one by the hash of their ids, probed linearly; at most two thirds are in use. */
  private int[] table = new int[2 * SMALLEST];

  /** How many incidents there are. */
  int size() {
    return size;
  }

  /** Takes an incident in, in place of what was known of it. */
  void put(Incident incident) {
    byte[] id = incident.getId().getBytes(StandardCharsets.UTF_8);
    int slot = slotOf(id);
    int row = table[slot] - 1;
    boolean known = row >= 0;
    if (!known) {
      row = size++;
      grow();
      table[slot] = row + 1;
    }
    int[] before = new int[NAMES.size()];
    byte[] detailsBefore = known ? details[row] : new byte[0];
    for (int i = 0; i < before.length; i++) {
      before[i] = known ? names[i][row] : Dictionary.NONE;
    }
    fill(row, id, incident);
    // Released after the same names were taken again, most of which stay as they are.
    for (int i = 0; i < before.length; i++) {
      dictionaries[i].release(before[i]);
    }
    if (known) {
      releaseNodes(detailsBefore, id.length);
    } else if (size * 3 > table.length * 2) {
      rehash();
    }
  }

  private void fill(int row, byte[] id, Incident incident) {
    for (int i = 0; i < choices.length; i++) {
      String constant = CHOICES.get(i).entries(incident).get(0);
      choices[i][row] = (byte) CONSTANTS.get(i).indexOf(constant);
    }
    for (int i = 0; i < names.length; i++) {
      List<String> entries = NAMES.get(i).entries(incident);
      names[i][row] = entries.isEmpty() ? Dictionary.NONE : dictionaries[i].acquire(entries.get(0));
    }
    firstSeen[row] = incident.getFirstSeen().toEpochMilli();
    resolvedAt[row] = incident.getResolvedAt().map(Instant::toEpochMilli).orElse(NOT_RESOLVED);
    idLengths[row] = (char) id.length;
    ByteArrayOutputStream out = new ByteArrayOutputStream(id.length + 256);
    out.writeBytes(id);
    TextIndex.writeNumber(incident.getNodes().size(), out);
    incident.getNodes().forEach(node -> TextIndex.writeNumber(nodes.acquire(node), out));
    out.writeBytes(texts.encode(Arrays.hashCode(id), Filter.texts(incident)));
    details[row] = out.toByteArray();
  }

  /** Forgets an incident, if it is known. */
  void remove(String incident) {
    byte[] id = incident.getBytes(StandardCharsets.UTF_8);
    int hole = slotOf(id);
    int row = table[hole] - 1;
    if (row < 0) {
      return;
    }
    for (int i = 0; i < names.length; i++) {
      dictionaries[i].release(names[i][row]);
    }
    releaseNodes(details[row], id.length);
    removeSlot(hole);
    int last = --size;
    if (row != last) {
      table[slotOf(id(last))] = row + 1;
      move(last, row);
    }
    clear(last);
  }

  @SuppressWarnings("NullAway") // No row is left there.
  private void clear(int row) {
    details[row] = null;
  }

  private void move(int from, int to) {
    for (byte[] column : choices) {
      column[to] = column[from];
    }
    for (int[] column : names) {
      column[to] = column[from];
    }
    firstSeen[to] = firstSeen[from];
    resolvedAt[to] = resolvedAt[from];
    details[to] = details[from];
    idLengths[to] = idLengths[from];
  }

  private void grow() {
    if (size <= details.length) {
      return;
    }
    int length = Dictionary.grown(details.length);
    for (int i = 0; i < choices.length; i++) {
      choices[i] = Arrays.copyOf(choices[i], length);
    }
    for (int i = 0; i < names.length; i++) {
      names[i] = Arrays.copyOf(names[i], length);
    }
    firstSeen = Arrays.copyOf(firstSeen, length);
    resolvedAt = Arrays.copyOf(resolvedAt, length);
    details = Arrays.copyOf(details, length);
    idLengths = Arrays.copyOf(idLengths, length);
  }

  private byte[] id(int row) {
    return Arrays.copyOf(details[row], idLengths[row]);
  }

  private void releaseNodes(byte[] row, int from) {
    Numbers numbers = new Numbers(row, from);
    for (int left = numbers.next(); left > 0; left--) {
      nodes.release(numbers.next());
    }
  }

  private void rehash() {
    table = new int[table.length * 2];
    for (int row = 0; row < size; row++) {
      table[slotOf(details[row], idLengths[row])] = row + 1;
    }
  }

  private void removeSlot(int hole) {
    int mask = table.length - 1;
    table[hole] = 0;
    for (int at = (hole + 1) & mask; table[at] != 0; at = (at + 1) & mask) {
      int moved = table[at];
      table[at] = 0;
      table[slotOf(details[moved - 1], idLengths[moved - 1])] = moved;
    }
  }

  private int slotOf(byte[] id) {
    return slotOf(id, id.length);
  }

  /** Where the row of an id is, or where it belongs. */
  private int slotOf(byte[] id, int length) {
    int hash = 1;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + id[i];
    }
    int mask = table.length - 1;
    int at = Dictionary.spread(hash) & mask;
    while (table[at] != 0) {
      int row = table[at] - 1;
      if (Arrays.equals(details[row], 0, idLengths[row], id, 0, length)) {
        return at;
      }
      at = (at + 1) & mask;
    }
    return at;
  }

  /**
   * What was found.
   *
   * @param ids of one page, in order
   * @param next where the next page begins
   * @param total on all pages
   */
  record Found(List<String> ids, Optional<Cursor> next, int total) {}

  /** Looks for incidents. */
  Found find(Filter filter, Visibility visibility, PageRequest request) {
    Match match = new Match(filter, visibility);
    Order order = request.order();
    Optional<Place> after = request.after().map(Place::of);
    Comparator<Integer> inOrder = (one, other) -> compare(one, other, order);
    PriorityQueue<Integer> first = new PriorityQueue<>(request.limit() + 2, inOrder.reversed());
    int total = 0;
    int stride = stride();
    // Not in the rows' own order: that may be the list's, backwards, and each row would push out
    // another.
    for (int i = 0, row = 0; i < size; i++, row = (int) (((long) row + stride) % size)) {
      if (match.test(row)) {
        total++;
        if (after.isEmpty() || compare(row, after.get(), order) > 0) {
          keep(row, first, request.limit() + 1, inOrder);
        }
      }
    }
    List<Integer> rows = first.stream().sorted(inOrder).toList();
    List<Integer> page = rows.subList(0, Math.min(request.limit(), rows.size()));
    Optional<Cursor> next =
        rows.size() > page.size()
            ? Optional.of(place(page.get(page.size() - 1), order).cursor(order))
            : Optional.empty();
    return new Found(
        page.stream().map(row -> new String(id(row), StandardCharsets.UTF_8)).toList(),
        next,
        total);
  }

  private static void keep(
      int row, PriorityQueue<Integer> first, int most, Comparator<Integer> inOrder) {
    if (first.size() < most) {
      first.add(row);
    } else if (inOrder.compare(row, first.element()) < 0) {
      first.remove();
      first.add(row);
    }
  }

  private int stride() {
    for (int stride : STRIDES) {
      if (size % stride != 0) {
        return stride;
      }
    }
    return 1;
  }

  private boolean isOpen(int row) {
    return choices[STATUS][row] == OPEN;
  }

  private long time(int row) {
    return isOpen(row) || resolvedAt[row] == NOT_RESOLVED ? firstSeen[row] : resolvedAt[row];
  }

  private Place place(int row, Order order) {
    return order == Order.ID
        ? new Place(false, 0, id(row))
        : new Place(!isOpen(row), time(row), id(row));
  }

  private int compare(int one, int other, Order order) {
    if (order == Order.NEWEST) {
      int byStatus = Boolean.compare(isOpen(other), isOpen(one));
      int byTime = byStatus != 0 ? byStatus : Long.compare(time(other), time(one));
      if (byTime != 0) {
        return byTime;
      }
    }
    return Arrays.compareUnsigned(
        details[one], 0, idLengths[one], details[other], 0, idLengths[other]);
  }

  private int compare(int row, Place place, Order order) {
    if (order == Order.NEWEST) {
      int byStatus = Boolean.compare(!isOpen(row), place.resolved());
      int byTime = byStatus != 0 ? byStatus : Long.compare(place.time(), time(row));
      if (byTime != 0) {
        return byTime;
      }
    }
    return Arrays.compareUnsigned(
        details[row], 0, idLengths[row], place.id(), 0, place.id().length);
  }

  /** Counts what may be seen. */
  void count(Visibility visibility, SummaryCounts counts) {
    Match match = new Match(Filter.NONE, visibility);
    int[] byCluster = new int[dictionaries[CLUSTER].end()];
    for (int row = 0; row < size; row++) {
      if (match.test(row)) {
        boolean open = isOpen(row);
        counts.add(
            open,
            choices[CAUSE][row],
            choices[SEVERITY][row],
            firstSeen[row],
            resolvedAt[row] == NOT_RESOLVED ? Long.MAX_VALUE : resolvedAt[row]);
        if (open) {
          byCluster[names[CLUSTER][row]]++;
        }
      }
    }
    for (int cluster = 1; cluster < byCluster.length; cluster++) {
      if (byCluster[cluster] > 0) {
        counts.openIn(dictionaries[CLUSTER].text(cluster), byCluster[cluster]);
      }
    }
  }

  /** Reads numbers that {@link TextIndex#writeNumber} wrote. */
  private static final class Numbers {

    private final byte[] bytes;
    private int at;

    Numbers(byte[] bytes, int from) {
      this.bytes = bytes;
      this.at = from;
    }

    int next() {
      int number = 0;
      for (int shift = 0; ; shift += 7) {
        int next = bytes[at++];
        number |= (next & 0x7F) << shift;
        if (next >= 0) {
          return number;
        }
      }
    }
  }

  /** Whether a row satisfies a filter and may be seen. */
  private final class Match {

    private final boolean[] @Nullable [] wantedChoices = new boolean[CHOICES.size()][];
    private final @Nullable BitSet[] wantedNames = new BitSet[NAMES.size()];
    private final @Nullable BitSet wantedNodes;
    private final long since;
    private final boolean seesAll;
    private final BitSet[][] grants;
    private final @Nullable TextMatch text;

    Match(Filter filter, Visibility visibility) {
      for (int i = 0; i < wantedChoices.length; i++) {
        Field field = CHOICES.get(i);
        if (!filter.values(field).isEmpty()) {
          wantedChoices[i] = choicesOf(filter, field, CONSTANTS.get(i));
        }
      }
      for (int i = 0; i < wantedNames.length; i++) {
        Field field = NAMES.get(i);
        if (!filter.values(field).isEmpty()) {
          wantedNames[i] = dictionaries[i].matching(entry -> filter.wants(field, entry));
        }
      }
      wantedNodes =
          filter.values(Field.NODE).isEmpty()
              ? null
              : nodes.matching(entry -> filter.wants(Field.NODE, entry));
      since = filter.since().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
      seesAll = visibility.equals(Visibility.ALL);
      grants =
          visibility.grants().stream()
              .map(
                  grant ->
                      new BitSet[] {
                        numbers(CLUSTER, grant.cluster()), numbers(NAMESPACE, grant.namespace())
                      })
              .toArray(BitSet[][]::new);
      text = filter.text().map(TextMatch::new).orElse(null);
    }

    private BitSet numbers(int name, String pattern) {
      Glob glob = new Glob(pattern);
      return dictionaries[name].matching(entry -> glob.matches(entry, 0, entry.length));
    }

    private static boolean[] choicesOf(Filter filter, Field field, List<String> constants) {
      boolean[] wanted = new boolean[constants.size()];
      filter.values(field).forEach(value -> wanted[constants.indexOf(value)] = true);
      return wanted;
    }

    /** What is decided most cheaply comes first. */
    boolean test(int row) {
      for (int i = 0; i < wantedChoices.length; i++) {
        boolean[] wanted = wantedChoices[i];
        if (wanted != null && !wanted[choices[i][row]]) {
          return false;
        }
      }
      for (int i = 0; i < wantedNames.length; i++) {
        BitSet wanted = wantedNames[i];
        if (wanted != null && !wanted.get(names[i][row])) {
          return false;
        }
      }
      return (isOpen(row) || since == Long.MIN_VALUE || lastedUntil(row) >= since)
          && (seesAll || isSeen(row))
          && (wantedNodes == null || hasNode(row, wantedNodes))
          && (text == null || text.test(row));
    }

    private long lastedUntil(int row) {
      return resolvedAt[row] == NOT_RESOLVED ? Long.MIN_VALUE : resolvedAt[row];
    }

    private boolean isSeen(int row) {
      for (BitSet[] grant : grants) {
        if (grant[0].get(names[CLUSTER][row]) && grant[1].get(names[NAMESPACE][row])) {
          return true;
        }
      }
      return false;
    }
  }

  private boolean hasNode(int row, BitSet wanted) {
    Numbers numbers = new Numbers(details[row], idLengths[row]);
    for (int left = numbers.next(); left > 0; left--) {
      if (wanted.get(numbers.next())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a row has a text anywhere. */
  private final class TextMatch {

    private final TextIndex.Search search;
    private final boolean[] causes = new boolean[CONSTANTS.get(CAUSE).size()];
    private final BitSet images;
    private final BitSet wantedNodes;

    TextMatch(String wanted) {
      search = texts.search(wanted);
      for (int i = 0; i < causes.length; i++) {
        causes[i] = isIn(CONSTANTS.get(CAUSE).get(i).getBytes(StandardCharsets.UTF_8));
      }
      images = dictionaries[IMAGE].matching(this::isIn);
      wantedNodes = nodes.matching(this::isIn);
    }

    private boolean isIn(byte[] name) {
      return search.isIn(name, 0, name.length);
    }

    boolean test(int row) {
      if (causes[choices[CAUSE][row]] || images.get(names[IMAGE][row])) {
        return true;
      }
      byte[] detail = details[row];
      Numbers numbers = new Numbers(detail, idLengths[row]);
      for (int left = numbers.next(); left > 0; left--) {
        if (wantedNodes.get(numbers.next())) {
          return true;
        }
      }
      return search.isIn(detail, 0, idLengths[row]) || search.isInTexts(detail, numbers.at);
    }
  }
}
