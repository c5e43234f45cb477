package io.pulltriage.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.streams.testing.Captures;
import io.pulltriage.streams.testing.Deliveries;
import io.pulltriage.streams.testing.Pipeline;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.DoubleRange;

/**
 * Kafka delivers at least once and keeps order within a partition alone: neither may show in the
 * incidents, not even in their revisions.
 */
class DeliveryPropertiesTest {

  private static final List<Publication> PUBLICATIONS =
      Captures.publications(Captures.TWO_CLUSTERS);
  private static final String EXPECTED = incidents(PUBLICATIONS);

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  void shouldNotDependOnTheOrderBetweenPodsAndTopics(
      @ForAll @DoubleRange(min = 0.01) double disorder, @ForAll Random random) {
    assertSame(Deliveries.reordered(PUBLICATIONS, disorder, random));
  }

  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void shouldNotDependOnRecordsThatComeAgain(
      @ForAll @DoubleRange(max = 0.5) double share, @ForAll Random random) {
    assertSame(Deliveries.repeatedSingly(PUBLICATIONS, share, random));
  }

  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void shouldNotDependOnAProducerThatStepsBack(@ForAll Random random) {
    assertSame(Deliveries.repeatedWindow(PUBLICATIONS, random));
  }

  @Example
  void shouldNotDependOnACaptureThatIsFedTwice() {
    assertSame(Stream.of(PUBLICATIONS, PUBLICATIONS).flatMap(List::stream).toList());
  }

  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void shouldNotDependOnAnyOfItAtOnce(
      @ForAll @DoubleRange(min = 0.01) double disorder, @ForAll Random random) {
    List<Publication> reordered = Deliveries.reordered(PUBLICATIONS, disorder, random);
    assertSame(
        Deliveries.repeatedWindow(Deliveries.repeatedSingly(reordered, 0.1, random), random));
  }

  private static void assertSame(List<Publication> delivered) {
    assertThat(incidents(delivered)).isEqualTo(EXPECTED);
  }

  private static String incidents(List<Publication> delivered) {
    try (Pipeline pipeline = Pipeline.recorded()) {
      pipeline.feed(Deliveries.completed(delivered));
      return pipeline.incidents().values().stream()
          .map(JsonRecords::toJson)
          .collect(Collectors.joining("\n"));
    }
  }
}
