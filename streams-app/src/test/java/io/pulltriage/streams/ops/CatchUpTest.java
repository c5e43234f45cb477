package io.pulltriage.streams.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.topology.IncidentTopology;
import io.pulltriage.streams.topology.Knowledge;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.junit.jupiter.api.Test;

class CatchUpTest {

  @Test
  void shouldWatchWhatSubtopologiesReadButNotGlobalStores() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.globalTable(
        "known", Consumed.with(Serdes.String(), Serdes.String()), Materialized.as("known"));
    builder.stream(List.of("in", "back"), Consumed.with(Serdes.String(), Serdes.String()))
        .repartition(Repartitioned.as("there"))
        .to("back");

    assertThat(CatchUp.sources(builder.build().describe()))
        .containsExactlyInAnyOrder("in", "back", "there-repartition");
  }

  @Test
  void shouldWatchAllThatTheAnalyzerReads() {
    Topics topics = Topics.withDefaultPrefix();
    TopologyDescription topology =
        IncidentTopology.build(
                AnalyzerConfig.defaults(topics, 2),
                Knowledge.bundled(),
                new PublicSerdes(Map.of(PublicSerdes.REGISTRY_URL, "mock://catch-up")),
                new SimpleMeterRegistry())
            .describe();

    Set<String> watched = CatchUp.sources(topology);

    assertThat(watched).containsAll(topics.facts());
    Set<String> written = new HashSet<>();
    topology.subtopologies().stream()
        .flatMap(part -> part.nodes().stream())
        .filter(Sink.class::isInstance)
        .map(sink -> ((Sink) sink).topic())
        .forEach(written::add);
    written.removeAll(Set.of(topics.incidents(), topics.outbreaks(), topics.deadLetters()));
    assertThat(watched).containsAll(written).hasSize(topics.facts().size() + written.size());
  }

  @Test
  void shouldRefuseAPattern() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(Pattern.compile("in.*")).to("out");
    TopologyDescription topology = builder.build().describe();

    assertThatThrownBy(() -> CatchUp.sources(topology))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pattern");
  }

  @Test
  void shouldFindTopicsUnderTheirNamesInKafka() {
    Set<String> topics = Set.of("in", "there-repartition");

    assertThat(CatchUp.named(topics, "app", Set.of("in", "app-there-repartition", "other")))
        .hasValue(Set.of("in", "app-there-repartition"));
    assertThat(CatchUp.named(topics, "app", Set.of("in", "other"))).isEmpty();
  }
}
