package io.pulltriage.streams.topology;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.testing.Golden;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.junit.jupiter.api.Test;

/**
 * Names of operators become names of internal topics and stores, and the numbers of sub-topologies
 * those of tasks: a change of this text is a change for running installations.
 */
class TopologyTextTest {

  /** What Kafka Streams calls what nobody has named, such as {@code KSTREAM-MAP-0000000007}. */
  private static final Pattern GENERATED = Pattern.compile("\\S*-\\d{10}\\S*|K(STREAM|TABLE)-\\S*");

  private static final int PARTITIONS = 6;

  @Test
  void shouldStayAsItIs() {
    Golden.assertMatches(Golden.resource("topology.txt"), text());
  }

  @Test
  void shouldHaveANameOfOursForEachOperatorAndStore() {
    assertThat(GENERATED.matcher(text()).results()).extracting(MatchResult::group).isEmpty();
  }

  /** Kafka's own text lists neighbours and stores in an order that differs from run to run. */
  private static String text() {
    return description().subtopologies().stream()
        .sorted(Comparator.comparingInt(Subtopology::id))
        .map(TopologyTextTest::text)
        .collect(joining("\n"));
  }

  private static String text(Subtopology part) {
    return part.nodes().stream()
        .map(node -> "  " + text(node))
        .sorted()
        .collect(joining("", "Sub-topology " + part.id() + '\n', ""));
  }

  private static String text(Node node) {
    StringBuilder text = new StringBuilder(node.name());
    if (node instanceof Source source) {
      text.append(" reads ").append(list(source.topicSet()));
    } else if (node instanceof Sink sink) {
      text.append(" writes ").append(sink.topic());
    } else if (node instanceof Processor processor && !processor.stores().isEmpty()) {
      text.append(" keeps ").append(list(processor.stores()));
    }
    String next = list(node.successors().stream().map(Node::name).toList());
    return text.append(next.isEmpty() ? "" : "\n    --> " + next).append('\n').toString();
  }

  private static String list(Collection<String> names) {
    return names.stream().sorted().collect(joining(", "));
  }

  private static TopologyDescription description() {
    return IncidentTopology.build(
            AnalyzerConfig.defaults(Topics.withDefaultPrefix(), PARTITIONS),
            Knowledge.bundled(),
            new PublicSerdes(Map.of(PublicSerdes.REGISTRY_URL, "mock://topology-text")),
            new SimpleMeterRegistry())
        .describe();
  }
}
