package io.pulltriage.schemas.setup;

import static java.util.stream.Collectors.toSet;

import io.pulltriage.schemas.TopicSpecs;
import io.pulltriage.schemas.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * How an installation's topics should be. Immutable.
 *
 * @param topics their names
 * @param names which of them are of interest
 * @param partitions of each; where nothing is said, as many as those have that are there already,
 *     or {@link #DEFAULT_PARTITIONS}
 * @param replication copies of each partition; where nothing is said, the brokers' default, since
 *     who runs them knows how many there are
 * @param ownRetention whether the times after which records go are somebody else's choice
 */
public record TopicWish(
    Topics topics,
    Set<String> names,
    OptionalInt partitions,
    OptionalInt replication,
    boolean ownRetention) {

  /** Enough for six instances to share the work; see docs/topics.md. */
  public static final int DEFAULT_PARTITIONS = 6;

  /** Copies the set, so that nobody changes it later. */
  public TopicWish {
    names = Set.copyOf(names);
  }

  /** All topics: nothing in particular, as long as they fit together. */
  public static TopicWish of(Topics topics) {
    return new TopicWish(
        topics,
        new TopicSpecs(topics, 1, 1).all().stream().map(NewTopic::name).collect(toSet()),
        OptionalInt.empty(),
        OptionalInt.empty(),
        true);
  }

  /** The topics that are filled from clusters. */
  public static TopicWish ofFacts(Topics topics) {
    return new TopicWish(topics, topics.facts(), OptionalInt.empty(), OptionalInt.empty(), true);
  }

  /** The same with a number of copies of each partition. */
  public TopicWish withReplication(int wanted) {
    return new TopicWish(topics, names, partitions, OptionalInt.of(wanted), ownRetention);
  }

  /** The same, with our retention. */
  public TopicWish withRetention() {
    return new TopicWish(topics, names, partitions, replication, false);
  }

  /** The same with a number of partitions. */
  public TopicWish withPartitions(int wanted) {
    return new TopicWish(topics, names, OptionalInt.of(wanted), replication, ownRetention);
  }

  /** The topics with their cleanup and retention; the numbers in them mean nothing. */
  List<NewTopic> specs() {
    return new TopicSpecs(topics, 1, 1)
        .all().stream().filter(spec -> names.contains(spec.name())).toList();
  }

  /**
   * Topics whose partitions belong together: facts of a cluster are in the same partition of each
   * of their topics, alerts are kept in the partition of what they tell of.
   */
  Set<String> partitionedAlike() {
    Set<String> names = new HashSet<>(topics.facts());
    names.addAll(List.of(topics.incidents(), topics.outbreaks(), topics.alerts()));
    return names;
  }

  /** A topic to create. */
  NewTopic toCreate(NewTopic spec, int count) {
    Optional<Short> copies =
        replication.isPresent() ? Optional.of((short) replication.getAsInt()) : Optional.empty();
    return new NewTopic(spec.name(), Optional.of(count), copies).configs(spec.configs());
  }
}
