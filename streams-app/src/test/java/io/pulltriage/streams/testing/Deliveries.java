package io.pulltriage.streams.testing;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/** Ways in which the same publications may come out of Kafka. The same for the same random seed. */
public final class Deliveries {

  private Deliveries() {}

  /**
   * The same publications in another order: those of one key of one topic keep theirs, and no
   * cluster's time overtakes the facts that it covers. What a cluster has told of a pod in two
   * topics may change places, as may everything else.
   *
   * @param disorder from 0 for the order as it is to 1 for any
   */
  public static List<Publication> reordered(
      List<Publication> publications, double disorder, Random random) {
    return new Shuffle(publications, lane -> lane.kind() + lane.key(), false).run(disorder, random);
  }

  /**
   * The same publications as a reader of five topics takes them that is further in one than in
   * another: those of one cluster in one topic keep their order, and a cluster's time may overtake
   * facts that it covers.
   *
   * @param disorder from 0 for the order as it is to 1 for any
   */
  public static List<Publication> interleaved(
      List<Publication> publications, double disorder, Random random) {
    return new Shuffle(publications, lane -> lane.kind() + lane.cluster(), true)
        .run(disorder, random);
  }

  /**
   * The same publications, some of them once more at some later time.
   *
   * @param share how many of them
   */
  public static List<Publication> repeatedSingly(
      List<Publication> publications, double share, Random random) {
    List<Publication> repeated = new ArrayList<>(publications);
    for (int i = 0; i < publications.size() * share; i++) {
      int from = random.nextInt(repeated.size());
      repeated.add(from + 1 + random.nextInt(repeated.size() - from), repeated.get(from));
    }
    return repeated;
  }

  /** The same publications, a part of them twice, as by a producer that lost its place. */
  public static List<Publication> repeatedWindow(List<Publication> publications, Random random) {
    int from = random.nextInt(publications.size());
    int to = from + 1 + random.nextInt(publications.size() - from);
    List<Publication> repeated = new ArrayList<>(publications.subList(0, to));
    repeated.addAll(publications.subList(from, publications.size()));
    return repeated;
  }

  /** Followed by each cluster's last time: by then all has come through that was delivered. */
  public static List<Publication> completed(List<Publication> publications) {
    Map<String, Publication> last = new TreeMap<>();
    publications.stream()
        .filter(publication -> publication.kind() == Kind.CLUSTER)
        .forEach(
            status ->
                last.merge(
                    status.key(),
                    status,
                    (one, other) -> other.time().isBefore(one.time()) ? one : other));
    List<Publication> completed = new ArrayList<>(publications);
    completed.addAll(last.values());
    return completed;
  }

  /** Takes publications from the lanes in which their order matters. */
  private static final class Shuffle {

    private final List<Publication> publications;
    private final Map<String, Deque<Integer>> lanes = new LinkedHashMap<>();
    private final Map<String, Deque<Integer>> factsLeft = new TreeMap<>();
    private final boolean[] taken;
    private final boolean overtake;

    Shuffle(List<Publication> publications, Function<Publication, String> lane, boolean overtake) {
      this.publications = publications;
      this.overtake = overtake;
      taken = new boolean[publications.size()];
      for (int i = 0; i < publications.size(); i++) {
        Publication publication = publications.get(i);
        lanes.computeIfAbsent(lane.apply(publication), key -> new ArrayDeque<>()).add(i);
        if (publication.kind() != Kind.CLUSTER) {
          factsLeft.computeIfAbsent(cluster(publication), key -> new ArrayDeque<>()).add(i);
        }
      }
    }

    List<Publication> run(double disorder, Random random) {
      List<Publication> order = new ArrayList<>(publications.size());
      List<Deque<Integer>> open = new ArrayList<>(lanes.values());
      int oldest = 0;
      while (order.size() < publications.size()) {
        while (taken[oldest]) {
          oldest++;
        }
        int first = oldest;
        Deque<Integer> lane =
            random.nextDouble() < disorder
                ? open.get(random.nextInt(open.size()))
                : open.stream().filter(heads -> heads.peek() == first).findFirst().orElseThrow();
        int next = lane.element();
        if (isAllowed(next)) {
          taken[next] = true;
          order.add(publications.get(next));
          lane.remove();
          open.removeIf(Deque::isEmpty);
        }
      }
      return order;
    }

    private boolean isAllowed(int index) {
      Publication publication = publications.get(index);
      if (overtake || publication.kind() != Kind.CLUSTER) {
        return true;
      }
      Deque<Integer> facts = factsLeft.getOrDefault(publication.key(), new ArrayDeque<>());
      while (!facts.isEmpty() && taken[facts.peek()]) {
        facts.remove();
      }
      return facts.isEmpty() || facts.peek() > index;
    }

    private static String cluster(Publication publication) {
      return publication.key().substring(0, publication.key().indexOf('/'));
    }
  }
}
