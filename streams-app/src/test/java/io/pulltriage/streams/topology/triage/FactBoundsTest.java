package io.pulltriage.streams.topology.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Termination;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Pods;
import io.pulltriage.testkit.Statuses;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FactBoundsTest {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant FAR = Instant.ofEpochMilli(Long.MAX_VALUE);
  private static final String LONG = "x".repeat(600_000);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FactBounds bounds = new FactBounds(registry);

  @ParameterizedTest
  @EnumSource
  void shouldLeaveAloneWhatOurProducerWrites(FactKind kind) {
    SpecificRecord fact = full(kind, AT, "text", 3);
    SpecificRecord before = copy(fact);

    bounds.apply(kind, fact, AT);

    assertThat(fact).isEqualTo(before);
    assertThat(counted()).isEmpty();
  }

  static Stream<Instant> absurdTimes() {
    return Stream.of(
        FAR,
        Instant.ofEpochMilli(Long.MIN_VALUE),
        Instant.parse("0001-01-01T00:00:00Z"),
        Instant.parse("9999-12-31T23:59:59Z"),
        AT.plus(FactBounds.AHEAD).plusMillis(1));
  }

  @ParameterizedTest
  @MethodSource("absurdTimes")
  void shouldReplaceAnAbsurdTimeInEveryFieldOfEveryKind(Instant absurd) {
    for (FactKind kind : FactKind.values()) {
      SpecificRecord fact = full(kind, absurd, "text", 3);
      assertThat(times(fact)).as(kind.name()).contains(absurd);

      bounds.apply(kind, fact, AT);

      assertThat(times(fact)).as(kind.name()).containsOnly(AT);
      assertThat(counted()).contains(kind + " time");
    }
  }

  @Test
  void shouldTakeATimeBefore1970ForNoneWhereThereMayBeNone() {
    Termination never =
        new Termination("Error", 1, 0, null, Instant.parse("0001-01-01T00:00:00Z"), AT);
    ContainerSnapshot container =
        ContainerSnapshot.newBuilder()
            .setName("app")
            .setImage("nginx")
            .setLastTermination(never)
            .build();
    PodSnapshot pod =
        PodSnapshot.newBuilder(Pods.failing("lab-a", "shop", "api").at(AT).build())
            .setContainers(List.of(container))
            .build();

    bounds.apply(FactKind.POD, pod, AT);

    Termination bounded = pod.getContainers().get(0).getLastTermination().orElseThrow();
    assertThat(bounded.getStartedAt()).isEmpty();
    assertThat(bounded.getFinishedAt()).contains(AT);
  }

  @Test
  void shouldLetATimeBeAheadByFiveMinutes() {
    ClusterStatus status = Statuses.synced("lab-a", AT.plus(FactBounds.AHEAD));

    bounds.apply(FactKind.CLUSTER, status, AT);

    assertThat(status.getObservedAt()).isEqualTo(AT.plus(FactBounds.AHEAD));
  }

  @ParameterizedTest
  @EnumSource
  void shouldKeepAnythingFarFromTheLargestRecord(FactKind kind) {
    SpecificRecord fact = full(kind, AT, LONG, 20_000);

    bounds.apply(kind, fact, AT);

    assertThat(fact.toString().length()).isLessThan(400_000);
    assertThat(counted()).contains(kind + " text");
    assertThat(counted().contains(kind + " list"))
        .isEqualTo(kind != FactKind.CLUSTER && kind != FactKind.POD_EVENT);
  }

  @Test
  void shouldCutBetweenCharacters() {
    PodEvent event = event('!' + "😀".repeat(3_000) + "why");

    bounds.apply(FactKind.POD_EVENT, event, AT);

    assertThat(event.getMessage())
        .hasSizeLessThanOrEqualTo(FactBounds.MESSAGE)
        .startsWith("!")
        .contains(" … (cut) … ")
        .endsWith("why");
    assertThat(event.getMessage().codePoints())
        .noneMatch(point -> Character.getType(point) == Character.SURROGATE);
  }

  @Test
  void shouldRefuseKeysThatCannotBeOnes() {
    assertThat(FactBounds.cluster("lab-a/uid")).isEqualTo("lab-a");
    assertThatThrownBy(() -> FactBounds.cluster(null)).hasMessage("the record has no key");
    assertThatThrownBy(() -> FactBounds.cluster("c".repeat(254)))
        .hasMessageContaining("254 characters");
    assertThatThrownBy(() -> FactBounds.cluster("c/" + LONG)).hasMessageContaining("600002");
  }

  private static PodEvent event(String message) {
    PodSnapshot pod = Pods.failing("lab-a", "shop", "api").at(AT).build();
    return Events.warning(pod, "Failed", message).at(AT).build();
  }

  private List<String> counted() {
    return registry.find("pulltriage.facts.bounded").counters().stream()
        .filter(counter -> counter.count() > 0)
        .map(
            counter ->
                FactKind.valueOf(kindName(counter.getId().getTag("kind")))
                    + " "
                    + counter.getId().getTag("bound"))
        .toList();
  }

  private static String kindName(String tag) {
    return tag.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static SpecificRecord copy(SpecificRecord fact) {
    return SpecificData.getForClass(fact.getClass()).deepCopy(fact.getSchema(), fact);
  }

  /** A fact with something in every field. */
  private static SpecificRecord full(FactKind kind, Instant time, String text, int items) {
    Class<? extends SpecificRecord> type =
        switch (kind) {
          case POD -> PodSnapshot.class;
          case POD_EVENT -> PodEvent.class;
          case NODE -> NodeSnapshot.class;
          case IMAGE -> ImageUsage.class;
          case CLUSTER -> ClusterStatus.class;
        };
    SpecificData model = SpecificData.getForClass(type);
    return (SpecificRecord) filled(model, model.getSchema(type), time, text, items);
  }

  private static Object filled(
      SpecificData model, Schema schema, Instant time, String text, int items) {
    return switch (schema.getType()) {
      case RECORD -> {
        SpecificRecord made = (SpecificRecord) model.newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
          made.put(field.pos(), filled(model, field.schema(), time, text, items));
        }
        yield made;
      }
      case UNION -> filled(model, schema.getTypes().get(1), time, text, items);
      case STRING -> text;
      case LONG -> schema.getLogicalType() == null ? (Object) 7L : time;
      case INT -> 7;
      case BOOLEAN -> true;
      case ENUM -> model.createEnum(schema.getEnumSymbols().get(0), schema);
      case ARRAY -> {
        Object item = filled(model, schema.getElementType(), time, text, items > 100 ? 2 : items);
        yield Stream.generate(
                () -> item instanceof SpecificRecord record && items <= 100 ? copy(record) : item)
            .limit(items)
            .toList();
      }
      case MAP -> Map.of("key", text);
      default -> throw new IllegalArgumentException(schema.toString());
    };
  }

  private static List<Instant> times(Object value) {
    if (value instanceof Instant time) {
      return List.of(time);
    } else if (value instanceof List<?> list) {
      return list.stream().flatMap(item -> times(item).stream()).toList();
    } else if (value instanceof SpecificRecord record) {
      return record.getSchema().getFields().stream()
          .map(field -> record.get(field.pos()))
          .filter(Objects::nonNull)
          .flatMap(part -> times(part).stream())
          .toList();
    }
    return List.of();
  }
}
