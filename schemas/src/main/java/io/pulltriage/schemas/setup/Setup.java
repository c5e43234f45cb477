package io.pulltriage.schemas.setup;

import io.pulltriage.schemas.serdes.PublicSerdes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an installation needs in Kafka and in the schema registry: says what is missing or differs,
 * makes it, and tells services whether they can start. Thread-safe.
 */
public final class Setup implements AutoCloseable {

  private final TopicSetup topics;
  private final SchemaRegistry registry;
  private final SchemaSetup schemas;

  private Setup(TopicSetup topics, SchemaRegistry registry, SchemaSetup schemas) {
    this.topics = topics;
    this.registry = registry;
    this.schemas = schemas;
  }

  /**
   * How topics stand.
   *
   * @param partitions how many each has or should get
   * @param differences what is not as it should be, topics first
   */
  public record Plan(int partitions, List<Difference> differences) {

    /** Copies the list, so that nobody changes it later. */
    public Plan {
      differences = List.copyOf(differences);
    }

    /** What keeps services from starting, each as a sentence. */
    public List<String> stoppers() {
      return differences.stream()
          .filter(Difference::stopsServices)
          .map(Difference::sentence)
          .toList();
    }
  }

  /**
   * Connects.
   *
   * @param settings of Kafka's clients and of the registry's, under their own names, at least
   *     {@code bootstrap.servers} and {@link PublicSerdes#REGISTRY_URL}
   * @throws SetupException if they cannot be used
   */
  public static Setup connect(TopicWish wish, Map<String, ?> settings) throws SetupException {
    SchemaRegistry registry = new SchemaRegistry(settings);
    try {
      return new Setup(
          new TopicSetup(wish, settings), registry, new SchemaSetup(registry, wish, settings));
    } catch (SetupException e) {
      registry.close();
      throw e;
    }
  }

  /**
   * Compares what there is with what is wanted, the registry's rules for new versions included.
   *
   * @throws SetupException if Kafka or the registry cannot be asked
   */
  public Plan plan() throws SetupException, InterruptedException {
    return plan(true);
  }

  /**
   * Compares what services cannot do without.
   *
   * @throws SetupException if Kafka or the registry cannot be asked
   */
  public Plan check() throws SetupException, InterruptedException {
    return plan(false);
  }

  /**
   * Makes what is missing and changes what can be changed without loss; everything else stays as it
   * is. Doing it again does nothing.
   *
   * @return what there was to do: what has a remedy is done now, and the rest is left
   * @throws SetupException if Kafka or the registry does not do it; what was done stays
   */
  public Plan apply() throws SetupException, InterruptedException {
    Plan plan = plan();
    topics.apply(plan.partitions(), plan.differences());
    schemas.apply(plan.differences());
    return plan;
  }

  /**
   * Makes topics that are missing, and nothing else.
   *
   * @param partitions how many each gets, unless there are topics already: then as many as those
   * @return what services cannot do without, but for topics, which are there now
   * @throws SetupException if Kafka does not do it
   */
  public Plan createTopics(int partitions) throws SetupException, InterruptedException {
    TopicPlan now = topics.look();
    List<Difference> left = new ArrayList<>(now.differences());
    List<Difference> missing =
        left.stream()
            .filter(difference -> difference.remedy() == Difference.Remedy.CREATE)
            .toList();
    topics.apply(now.partitions(partitions), missing);
    left.removeAll(missing);
    left.addAll(schemas.differences(false));
    return new Plan(now.partitions(partitions), left);
  }

  private Plan plan(boolean levels) throws SetupException, InterruptedException {
    TopicPlan now = topics.look();
    List<Difference> differences = new ArrayList<>(now.differences());
    differences.addAll(schemas.differences(levels));
    return new Plan(now.partitions(), differences);
  }

  @Override
  public void close() throws SetupException {
    topics.close();
    registry.close();
  }
}
