package io.pulltriage.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.testing.Golden;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

/**
 * Names of operators become names of internal topics and stores, and the order of sub-topologies
 * their task ids: a change of this text is a change for running installations.
 */
class TopologyTextTest {

  /** What Kafka Streams calls what nobody has named, such as {@code KSTREAM-MAP-0000000007}. */
  private static final Pattern GENERATED = Pattern.compile("\\S*-\\d{10}\\S*|K(STREAM|TABLE)-\\S*");

  private static final int PARTITIONS = 6;

  @Test
  void shouldStayAsItIs() {
    Golden.assertMatches(Golden.resource("topology.txt"), topology().describe().toString());
  }

  @Test
  void shouldHaveANameOfOursForEachOperatorAndStore() {
    assertThat(GENERATED.matcher(topology().describe().toString()).results())
        .extracting(match -> match.group())
        .isEmpty();
  }

  private static Topology topology() {
    return IncidentTopology.build(
        AnalyzerConfig.defaults(Topics.withDefaultPrefix(), PARTITIONS),
        Knowledge.bundled(),
        new PublicSerdes(Map.of(PublicSerdes.REGISTRY_URL, "mock://topology-text")));
  }
}
