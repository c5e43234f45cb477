package io.pulltriage.streams.query.fleet;

import io.pulltriage.schemas.internal.FoundRow;
import io.pulltriage.schemas.internal.PeerAnswer;
import io.pulltriage.schemas.internal.ReadPart;
import io.pulltriage.schemas.internal.RefusedPart;
import io.pulltriage.streams.query.Completeness;
import io.pulltriage.streams.query.Completeness.MissingPart;
import io.pulltriage.streams.query.Completeness.StalePart;
import io.pulltriage.streams.topology.index.Places;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.state.HostInfo;

/** What came of a question so far, part by part. Not thread-safe. */
final class Gathering {

  private final String store;
  private final int parts;
  private final Set<Integer> left;
  private final Map<Integer, String> reasons = new HashMap<>();
  private final Map<Integer, StalePart> stale = new TreeMap<>();
  private final List<List<FoundRow>> rows = new ArrayList<>();
  private final List<String> untils = new ArrayList<>();

  Gathering(String store, Set<Integer> partitions) {
    this.store = store;
    this.parts = partitions.size();
    this.left = new TreeSet<>(partitions);
  }

  /** Partitions that nobody has answered for. */
  Set<Integer> left() {
    return Set.copyOf(left);
  }

  /** Takes an answer in, which is about partitions that were left. */
  void add(HostInfo host, PeerAnswer answer) {
    for (ReadPart part : answer.getRead()) {
      left.remove(part.getPartition());
      if (part.getCopy()) {
        stale.put(
            part.getPartition(),
            new StalePart(store, part.getPartition(), name(host), part.getLag(), part.getAsOf()));
      }
    }
    for (RefusedPart part : answer.getRefused()) {
      reasons.put(part.getPartition(), part.getWhy());
    }
    rows.add(answer.getRows());
    answer.getUntil().ifPresent(untils::add);
  }

  /** Takes in that some partitions' holder did not answer. */
  void fail(Collection<Integer> partitions, String why) {
    partitions.forEach(partition -> reasons.put(partition, why));
  }

  /** What was found, each list in order. */
  List<List<FoundRow>> rows() {
    return List.copyOf(rows);
  }

  /** The first place behind which somebody did not look, for it would have taken too long. */
  Optional<String> until() {
    return untils.stream().min(Places.BYTES);
  }

  Completeness completeness() {
    return new Completeness(parts, missing(), List.copyOf(stale.values()));
  }

  /**
   * The parts from which nothing can be concluded about what was not found: those that are missing,
   * and copies that do not have everything or of which that is not known.
   */
  List<MissingPart> inconclusive() {
    List<MissingPart> all = new ArrayList<>(missing());
    stale.values().stream()
        .filter(part -> part.lag() != 0)
        .forEach(
            part ->
                all.add(
                    new MissingPart(
                        store,
                        part.partition(),
                        part.lag() > 0
                            ? "its copy is %d changes behind".formatted(part.lag())
                            : "how far its copy has come cannot be told")));
    return all;
  }

  private List<MissingPart> missing() {
    return left.stream()
        .map(
            partition ->
                new MissingPart(
                    store,
                    partition,
                    reasons.getOrDefault(partition, "no instance is known to have it")))
        .toList();
  }

  private static String name(HostInfo host) {
    return host.equals(HostInfo.unavailable()) ? "this instance" : host.host() + ':' + host.port();
  }
}
