package io.pulltriage.streams.query;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
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

  private static final char SEPARATOR = '/';
  private static final int STATUS = CHOICES.indexOf(Field.STATUS);
  private static final int OPEN = CONSTANTS.get(STATUS).indexOf(IncidentStatus.OPEN.name());
  private static final int CAUSE = CHOICES.indexOf(Field.CAUSE);
  private static final int SEVERITY = CHOICES.indexOf(Field.SEVERITY);
  private static final int CLUSTER = NAMES.indexOf(Field.CLUSTER);
  private static final int NAMESPACE = NAMES.indexOf(Field.NAMESPACE);
  private static final int WORKLOAD = NAMES.indexOf(Field.WORKLOAD);
  private static final int IMAGE = NAMES.indexOf(Field.IMAGE);

  /** What an id begins with. */
  private static final int[] ID_NAMES = {CLUSTER, NAMESPACE, WORKLOAD};

  private static final long NOT_RESOLVED = Long.MAX_VALUE;
  private static final int SEVERAL = -1;
  private static final int SMALLEST = 1_024;

  /** What the rest of an id begins with that is not made of cluster, namespace and workload. */
  private static final byte WHOLE = 1;

  /** Rows that are looked at one after the other, as they lie in memory. */
  private static final int BLOCK = 64;

  /** Primes, of which one at least does not divide a number of blocks. */
  private static final int[] STRIDES = {7_919, 104_729, 1_299_709, 15_485_863};

  private final Dictionary[] dictionaries =
      Stream.generate(Dictionary::new).limit(NAMES.size()).toArray(Dictionary[]::new);
  private final Dictionary nodes = new Dictionary();
  private final TextIndex texts = new TextIndex();

  private final byte[][] choices = new byte[CHOICES.size()][SMALLEST];
  private final int[][] names = new int[NAMES.size()][SMALLEST];
  private long[] firstSeen = new long[SMALLEST];
  private long[] resolvedAt = new long[SMALLEST];

  /** The only node's number; {@link #SEVERAL} where there are more. */
  private int[] onlyNode = new int[SMALLEST];

  /**
   * Of each row: what its id has behind cluster, namespace and workload, and the own tokens of its
   * texts, a 0 behind each; then, if it has several nodes, how many and their numbers; then its
   * texts.
   */
  private byte[][] details = new byte[SMALLEST][];

  /** Where the nodes or the texts begin in the details. */
  private int[] ownEnds = new int[SMALLEST];

  private int size;

  /** How many rows have a {@link #WHOLE} id. */
  private int wholes;

  /** Rows plus one by the hash of their ids, probed linearly; at most seven tenths are in use. */
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
    int[] before = known ? numbers(row) : new int[0];
    wholes -= known && isWhole(row) ? 1 : 0;
    if (!known) {
      row = size++;
      grow();
      table[slot] = row + 1;
    }
    fill(row, incident.getId(), incident);
    wholes += isWhole(row) ? 1 : 0;
    // Released after the same names were taken again, most of which stay as they are.
    release(before);
    if (!known && Dictionary.isFull(size, table.length)) {
      rehash();
    }
  }

  /** The numbers that a row uses: its names, then its nodes. */
  private int[] numbers(int row) {
    Numbers several = nodesOf(row);
    int count = onlyNode[row] == SEVERAL ? several.next() : 1;
    int[] used = new int[names.length + count];
    for (int i = 0; i < names.length; i++) {
      used[i] = names[i][row];
    }
    for (int i = 0; i < count; i++) {
      used[names.length + i] = onlyNode[row] == SEVERAL ? several.next() : onlyNode[row];
    }
    return used;
  }

  private void release(int[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      (i < names.length ? dictionaries[i] : nodes).release(numbers[i]);
    }
  }

  private void fill(int row, String id, Incident incident) {
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
    ByteArrayOutputStream own = new ByteArrayOutputStream(256);
    ByteArrayOutputStream rest = new ByteArrayOutputStream(256);
    own.writeBytes(restOfId(id, row));
    own.write(TextIndex.END);
    int[] numbers = incident.getNodes().stream().mapToInt(nodes::acquire).toArray();
    onlyNode[row] =
        numbers.length > 1 ? SEVERAL : numbers.length == 1 ? numbers[0] : Dictionary.NONE;
    if (numbers.length > 1) {
      TextIndex.writeNumber(numbers.length, rest);
      Arrays.stream(numbers).forEach(number -> TextIndex.writeNumber(number, rest));
    }
    texts.encode(id.hashCode(), Filter.texts(incident), own, rest);
    ownEnds[row] = own.size();
    own.writeBytes(rest.toByteArray());
    details[row] = own.toByteArray();
  }

  private byte[] restOfId(String id, int row) {
    String begin =
        dictionaries[CLUSTER].text(names[CLUSTER][row])
            + SEPARATOR
            + dictionaries[NAMESPACE].text(names[NAMESPACE][row])
            + SEPARATOR
            + dictionaries[WORKLOAD].text(names[WORKLOAD][row])
            + SEPARATOR;
    String rest = id.startsWith(begin) ? id.substring(begin.length()) : (char) WHOLE + id;
    return rest.getBytes(StandardCharsets.UTF_8);
  }

  /** Forgets an incident, if it is known. */
  void remove(String incident) {
    int hole = slotOf(incident.getBytes(StandardCharsets.UTF_8));
    int row = table[hole] - 1;
    if (row < 0) {
      return;
    }
    int[] numbers = numbers(row);
    wholes -= isWhole(row) ? 1 : 0;
    removeSlot(hole);
    int last = --size;
    if (row != last) {
      table[slotOf(id(last))] = row + 1;
      move(last, row);
    }
    clear(last);
    release(numbers);
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
    onlyNode[to] = onlyNode[from];
    ownEnds[to] = ownEnds[from];
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
    onlyNode = Arrays.copyOf(onlyNode, length);
    ownEnds = Arrays.copyOf(ownEnds, length);
  }

  private byte[] id(int row) {
    byte[] detail = details[row];
    int end = restEnd(detail);
    if (detail[0] == WHOLE) {
      return Arrays.copyOfRange(detail, 1, end);
    }
    ByteArrayOutputStream id = new ByteArrayOutputStream(128);
    for (int name : ID_NAMES) {
      id.writeBytes(dictionaries[name].bytes(names[name][row]));
      id.write(SEPARATOR);
    }
    id.write(detail, 0, end);
    return id.toByteArray();
  }

  private boolean isWhole(int row) {
    return details[row][0] == WHOLE;
  }

  private static int restEnd(byte[] detail) {
    int end = 0;
    while (detail[end] != TextIndex.END) {
      end++;
    }
    return end;
  }

  /** Compares a row's id with another, as unsigned bytes. */
  private int compareId(int row, byte[] other) {
    byte[] detail = details[row];
    if (detail[0] == WHOLE) {
      return Arrays.compareUnsigned(detail, 1, restEnd(detail), other, 0, other.length);
    }
    int at = 0;
    for (int name : ID_NAMES) {
      byte[] part = dictionaries[name].bytes(names[name][row]);
      int end = Math.min(other.length, at + part.length);
      int compared = Arrays.compareUnsigned(part, 0, part.length, other, at, end);
      if (compared != 0) {
        return compared;
      }
      at = end;
      if (at == other.length || other[at] != SEPARATOR) {
        return at == other.length ? 1 : Byte.compareUnsigned((byte) SEPARATOR, other[at]);
      }
      at++;
    }
    return Arrays.compareUnsigned(detail, 0, restEnd(detail), other, at, other.length);
  }

  private Numbers nodesOf(int row) {
    return new Numbers(details[row], ownEnds[row]);
  }

  private void rehash() {
    table = Dictionary.grownTable(table);
    for (int row = 0; row < size; row++) {
      table[slotOf(id(row))] = row + 1;
    }
  }

  private void removeSlot(int hole) {
    table[hole] = 0;
    // What was pushed behind the hole moves up, so that it is found without it.
    for (int at = Dictionary.next(hole, table); table[at] != 0; at = Dictionary.next(at, table)) {
      int moved = table[at];
      table[at] = 0;
      table[slotOf(id(moved - 1))] = moved;
    }
  }

  /** Where the row of an id is, or where it belongs. */
  private int slotOf(byte[] id) {
    int at = Dictionary.first(Arrays.hashCode(id), table);
    while (table[at] != 0 && compareId(table[at] - 1, id) != 0) {
      at = Dictionary.next(at, table);
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
    Anchor after = request.after().map(cursor -> new Anchor(Place.of(cursor), order)).orElse(null);
    PriorityQueue<Anchor> first =
        new PriorityQueue<>(request.limit() + 2, Comparator.comparing(Anchor::place).reversed());
    Anchor worst = null;
    int total = 0;
    int blocks = (size + BLOCK - 1) / BLOCK;
    int stride = stride(blocks);
    // Block after block would be the list's own order at times, backwards, in which each row pushes
    // out another.
    for (int i = 0, block = 0; i < blocks; i++, block = (int) (((long) block + stride) % blocks)) {
      int end = Math.min(size, (block + 1) * BLOCK);
      for (int row = block * BLOCK; row < end; row++) {
        if (match.test(row)) {
          total++;
          if ((worst == null || worst.compare(row) < 0)
              && (after == null || after.compare(row) > 0)) {
            first.add(new Anchor(place(row, order), order));
            if (first.size() > request.limit() + 1) {
              first.remove();
            }
            worst = first.size() > request.limit() ? first.element() : null;
          }
        }
      }
    }
    List<Place> places = first.stream().map(Anchor::place).sorted().toList();
    List<Place> page = places.subList(0, Math.min(request.limit(), places.size()));
    Optional<Cursor> next =
        places.size() > page.size()
            ? Optional.of(page.get(page.size() - 1).cursor(order))
            : Optional.empty();
    return new Found(
        page.stream().map(place -> new String(place.id(), StandardCharsets.UTF_8)).toList(),
        next,
        total);
  }

  /** Ids of open incidents. */
  List<String> open() {
    List<String> ids = new ArrayList<>();
    for (int row = 0; row < size; row++) {
      if (isOpen(row)) {
        ids.add(new String(id(row), StandardCharsets.UTF_8));
      }
    }
    return ids;
  }

  private static int stride(int blocks) {
    for (int stride : STRIDES) {
      if (blocks % stride != 0) {
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

  private int compareTimes(int row, boolean resolved, long time) {
    int byStatus = Boolean.compare(!isOpen(row), resolved);
    return byStatus != 0 ? byStatus : Long.compare(time, time(row));
  }

  /** A place that many rows are compared with. It remembers how it compares with clusters. */
  private final class Anchor {

    private static final byte UNKNOWN = 2;

    private final Place place;
    private final Order order;
    private byte[] byCluster = {};

    Anchor(Place place, Order order) {
      this.place = place;
      this.order = order;
    }

    Place place() {
      return place;
    }

    /** Less than 0 if the row stands before the place. */
    int compare(int row) {
      if (order == Order.NEWEST) {
        int byTime = compareTimes(row, place.resolved(), place.time());
        if (byTime != 0) {
          return byTime;
        }
      }
      if (wholes == 0) {
        int compared = compareCluster(names[CLUSTER][row]);
        if (compared != 0) {
          return compared;
        }
      }
      return compareId(row, place.id());
    }

    /** What a cluster's name and the slash behind it decide; 0 if the id begins with both. */
    private int compareCluster(int cluster) {
      if (byCluster.length == 0) {
        byCluster = new byte[dictionaries[CLUSTER].end()];
        Arrays.fill(byCluster, UNKNOWN);
      }
      if (byCluster[cluster] == UNKNOWN) {
        byte[] begin = dictionaries[CLUSTER].bytes(cluster);
        int length = Math.min(place.id().length, begin.length + 1);
        byte[] prefix = Arrays.copyOf(begin, begin.length + 1);
        prefix[begin.length] = SEPARATOR;
        byCluster[cluster] =
            (byte)
                Integer.signum(
                    Arrays.compareUnsigned(prefix, 0, prefix.length, place.id(), 0, length));
      }
      return byCluster[cluster];
    }
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
          wantedNames[i] = dictionaries[i].matching(filter.wanted(field));
        }
      }
      wantedNodes =
          filter.values(Field.NODE).isEmpty() ? null : nodes.matching(filter.wanted(Field.NODE));
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
    if (onlyNode[row] != SEVERAL) {
      return wanted.get(onlyNode[row]);
    }
    Numbers numbers = nodesOf(row);
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
    private final boolean overParts;
    private final BitSet[] parts = new BitSet[ID_NAMES.length];

    TextMatch(String wanted) {
      search = texts.search(wanted);
      for (int i = 0; i < causes.length; i++) {
        causes[i] = isIn(CONSTANTS.get(CAUSE).get(i).getBytes(StandardCharsets.UTF_8));
      }
      images = dictionaries[IMAGE].matching(this::isIn);
      wantedNodes = nodes.matching(this::isIn);
      overParts = wanted.indexOf(SEPARATOR) >= 0;
      for (int i = 0; i < parts.length; i++) {
        parts[i] = overParts ? new BitSet() : dictionaries[ID_NAMES[i]].matching(this::isIn);
      }
    }

    private boolean isIn(byte[] name) {
      return search.isIn(name, 0, name.length);
    }

    boolean test(int row) {
      return causes[choices[CAUSE][row]]
          || images.get(names[IMAGE][row])
          || hasNode(row, wantedNodes)
          || isInId(row)
          || isInTexts(row);
    }

    /** What has a slash may reach over the parts of an id; else it is in one of them. */
    private boolean isInId(int row) {
      if (overParts) {
        return isIn(id(row));
      }
      for (int i = 0; i < parts.length; i++) {
        if (parts[i].get(names[ID_NAMES[i]][row])) {
          return true;
        }
      }
      byte[] detail = details[row];
      return search.isIn(detail, 0, restEnd(detail));
    }

    private boolean isInTexts(int row) {
      byte[] detail = details[row];
      int texts = ownEnds[row];
      if (onlyNode[row] == SEVERAL) {
        Numbers rest = nodesOf(row);
        for (int left = rest.next(); left > 0; left--) {
          rest.next();
        }
        texts = rest.at;
      }
      return search.isInTexts(detail, restEnd(detail) + 1, ownEnds[row], texts);
    }
  }
}
