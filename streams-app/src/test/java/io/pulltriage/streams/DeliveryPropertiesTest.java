package io.pulltriage.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.streams.testing.Captures;
import io.pulltriage.streams.testing.Deliveries;
import io.pulltriage.streams.testing.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.DoubleRange;

/**
 * Kafka delivers at least once and keeps order within a partition alone: neither may show in the
 * incidents or outbreaks, but for their revisions. Each try plays a whole recording, so there are
 * few of the long one and more of the short ones.
 */
class DeliveryPropertiesTest {

  private static final List<Publication> CAPTURE = Captures.publications(Captures.TWO_CLUSTERS);
  private static final String EXPECTED = results(CAPTURE, CAPTURE);

  @Property(tries = 2, shrinking = ShrinkingMode.OFF)
  void shouldNotDependOnTheOrderBetweenPodsAndTopics(
      @ForAll @DoubleRange(min = 0.01, max = 1) double disorder, @ForAll Random random) {
    assertThat(results(CAPTURE, Deliveries.reordered(CAPTURE, disorder, random)))
        .isEqualTo(EXPECTED);
  }

  @Property(tries = 2, shrinking = ShrinkingMode.OFF)
  void shouldNotDependOnWhichTopicIsReadFirst(
      @ForAll @DoubleRange(min = 0.01, max = 1) double disorder, @ForAll Random random) {
    assertThat(results(CAPTURE, Deliveries.interleaved(CAPTURE, disorder, random)))
        .isEqualTo(EXPECTED);
  }

  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void shouldNotDependOnWhichTopicIsReadFirstInAnyScenario(
      @ForAll("scenarios") Path scenario,
      @ForAll @DoubleRange(min = 0.01, max = 1) double disorder,
      @ForAll Random random) {
    List<Publication> inOrder = Captures.publications(scenario.resolve("in"));

    assertThat(results(inOrder, Deliveries.interleaved(inOrder, disorder, random)))
        .as(scenario.toString())
        .isEqualTo(results(inOrder, inOrder));
  }

  @Property(tries = 2, shrinking = ShrinkingMode.OFF)
  void shouldNotDependOnRecordsThatComeAgain(
      @ForAll @DoubleRange(max = 0.5) double share, @ForAll Random random) {
    assertThat(results(CAPTURE, Deliveries.repeatedSingly(CAPTURE, share, random)))
        .isEqualTo(EXPECTED);
  }

  @Property(tries = 2, shrinking = ShrinkingMode.OFF)
  void shouldNotDependOnAProducerThatStepsBack(@ForAll Random random) {
    assertThat(results(CAPTURE, Deliveries.repeatedWindow(CAPTURE, random))).isEqualTo(EXPECTED);
  }

  @Example
  void shouldNotDependOnACaptureThatIsFedTwice() {
    assertThat(results(CAPTURE, Stream.of(CAPTURE, CAPTURE).flatMap(List::stream).toList()))
        .isEqualTo(EXPECTED);
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void shouldNotDependOnAnyOfItInAnyScenario(
      @ForAll("scenarios") Path scenario,
      @ForAll @DoubleRange(min = 0.01, max = 1) double disorder,
      @ForAll @DoubleRange(max = 0.5) double share,
      @ForAll Random random) {
    List<Publication> inOrder = Captures.publications(scenario.resolve("in"));
    List<Publication> reordered = Deliveries.reordered(inOrder, disorder, random);
    List<Publication> repeated = Deliveries.repeatedSingly(reordered, share, random);

    assertThat(results(inOrder, Deliveries.repeatedWindow(repeated, random)))
        .as(scenario.toString())
        .isEqualTo(results(inOrder, inOrder));
  }

  @Provide
  Arbitrary<Path> scenarios() {
    return Arbitraries.of(Captures.scenarios());
  }

  /** All incidents and outbreaks at the end, without their revisions. */
  private static String results(List<Publication> inOrder, List<Publication> delivered) {
    try (Pipeline pipeline = Pipeline.recorded()) {
      pipeline.feed(inOrder, Deliveries.completed(delivered));
      return Stream.concat(
              pipeline.incidents().values().stream(), pipeline.outbreaks().values().stream())
          .map(JsonRecords::toJson)
          .map(json -> json.replaceAll("\"revision\":\\d+", "\"revision\":0"))
          .collect(Collectors.joining("\n"));
    }
  }
}
