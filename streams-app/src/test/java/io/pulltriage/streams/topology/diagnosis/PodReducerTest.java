package io.pulltriage.streams.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Records;
import io.pulltriage.schemas.internal.PodState;
import io.pulltriage.streams.topology.incident.Findings;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PodReducerTest {

  private static final Instant T0 = Pods.LONG_AGO;
  private static final PodReducer REDUCER = Cases.REDUCER;
  private static final PodSnapshot POD = shape(0, 0);

  @Property(tries = 200)
  void shouldLearnNothingFromSnapshotsThatAreDeliveredAgain(
      @ForAll("lives") List<Integer> life, @ForAll long seed) {
    // Given a pod's life, and any of its shapes again in disorder
    List<PodSnapshot> shapes = shapes(life);
    List<PodSnapshot> again = new ArrayList<>(shapes);
    Collections.shuffle(again, new Random(seed));
    PodState known = learn(PodReducer.empty(), shapes);

    // When
    PodState relearned = learn(known, again);

    // Then
    assertThat(Records.equal(relearned, known)).isTrue();
  }

  @Property(tries = 200)
  void shouldFindTheSameHoweverOftenSnapshotsAreDelivered(@ForAll("lives") List<Integer> life) {
    // Given a delivery that stutters and falls back
    List<PodSnapshot> shapes = shapes(life);
    List<PodSnapshot> stuttered = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      stuttered.addAll(shapes.subList(Math.max(0, i - 2), i + 1));
    }

    // Then
    PodState once = learn(PodReducer.empty(), shapes);
    PodState often = learn(PodReducer.empty(), stuttered);
    assertThat(Records.equal(often, once)).isTrue();
  }

  @Property(tries = 200)
  void shouldFindTheSameWhateverTheOrderOfEvents(
      @ForAll("events") List<PodEvent> events, @ForAll long seed) {
    List<PodEvent> disordered = new ArrayList<>(events);
    disordered.addAll(events);
    Collections.shuffle(disordered, new Random(seed));

    Cases once = Cases.of(POD);
    Cases often = Cases.of(POD);
    events.forEach(once::events);
    disordered.forEach(often::events);

    Instant end = T0.plusSeconds(5000);
    assertThat(often.at(end).build()).isEqualTo(once.at(end).build());
  }

  /** Where an event is only counted, the pod is not diagnosed anew. */
  @Property(tries = 2000)
  void shouldFindOnlyOtherCountersWhereAnEventIsOnlyCounted(
      @ForAll("lives") List<Integer> life, @ForAll("pulls") List<PodEvent> events) {
    PodState known = learn(PodReducer.empty(), shapes(life));
    for (PodEvent event : events) {
      PodState next = REDUCER.withEvent(known, event);
      if (REDUCER.isOnlyCounted(known, next)) {
        assertThat(significances(next)).isEqualTo(significances(known));
      }
      known = next;
    }
  }

  @Test
  void shouldOnlyCountTheNewestFailureThatIsToldAgain() {
    PodEvent failed = Events.warning(POD, "Failed", "Error: ErrImagePull").at(T0).build();
    PodState known = REDUCER.withEvent(learn(PodReducer.empty(), List.of(POD)), failed);
    PodState again = REDUCER.withEvent(known, again(failed, 2, 10));

    assertThat(REDUCER.isOnlyCounted(known, again)).isTrue();
    assertThat(REDUCER.isOnlyCounted(PodReducer.empty(), known)).isFalse();

    PodState pulling =
        REDUCER.withEvent(
            again, Events.warning(POD, "Pulling", "Pulling image").at(T0.plusSeconds(20)).build());

    assertThat(REDUCER.isOnlyCounted(again, pulling)).isFalse();
    assertThat(REDUCER.isOnlyCounted(pulling, REDUCER.withEvent(pulling, again(failed, 3, 30))))
        .isFalse();
  }

  private static PodEvent again(PodEvent event, int count, int second) {
    return PodEvent.newBuilder(event).setCount(count).setLastSeen(T0.plusSeconds(second)).build();
  }

  private static Map<String, Long> significances(PodState state) {
    PodView view = REDUCER.at(new PodView(state, null, null), T0.plusSeconds(5000));
    Map<String, Long> significances = new TreeMap<>();
    Cases.DIAGNOSIS
        .findings(view)
        .forEach(
            finding ->
                significances.put(Findings.incident(finding), Findings.significance(finding)));
    return significances;
  }

  @Test
  void shouldNotGoBackToAnOlderShape() {
    PodState known = learn(PodReducer.empty(), List.of(shape(30, 2)));

    assertThat(learn(known, List.of(shape(20, 1)))).isSameAs(known);
    assertThat(learn(known, List.of(shape(30, 2)))).isSameAs(known);
    assertThat(learn(known, List.of(shape(30, 3)))).isNotSameAs(known);
  }

  @Test
  void shouldTakeAPodUpAgainThatWasWithdrawn() {
    PodState withdrawn =
        REDUCER.withoutSnapshot(learn(PodReducer.empty(), List.of(POD)), T0.plusSeconds(60));

    PodState again = REDUCER.withSnapshot(withdrawn, shape(90, 5), T0.plusSeconds(90));

    assertThat(again.getRemovedAt()).isEmpty();
    assertThat(again.getEpisodes().get(0).getEndedAt()).isEmpty();
  }

  @Test
  void shouldNotBringAPodBackByAnOldSnapshotAfterItsWithdrawal() {
    PodState withdrawn =
        REDUCER.withoutSnapshot(learn(PodReducer.empty(), List.of(POD)), T0.plusSeconds(60));

    assertThat(REDUCER.withSnapshot(withdrawn, POD, T0)).isSameAs(withdrawn);
    assertThat(REDUCER.withoutSnapshot(withdrawn, T0.plusSeconds(61))).isSameAs(withdrawn);
  }

  @Test
  void shouldNotWithdrawByAnOldTombstone() {
    PodState known = REDUCER.withSnapshot(PodReducer.empty(), shape(90, 5), T0.plusSeconds(90));

    assertThat(REDUCER.withoutSnapshot(known, T0.plusSeconds(60))).isSameAs(known);
  }

  @Test
  void shouldKeepAStateAsLongAsItsPodLives() {
    PodState known = learn(PodReducer.empty(), List.of(POD));

    assertThat(PodReducer.isOver(known, T0.plus(Duration.ofDays(30)))).isFalse();
    assertThat(REDUCER.due(new PodView(known, null, null), T0)).isEmpty();
  }

  @Test
  void shouldForgetAStateAWhileAfterItsPodWasWithdrawn() {
    Instant end = T0.plusSeconds(60);
    PodState withdrawn = REDUCER.withoutSnapshot(learn(PodReducer.empty(), List.of(POD)), end);

    assertThat(REDUCER.due(new PodView(withdrawn, null, null), end))
        .contains(end.plus(PodReducer.KEEP));
    assertThat(PodReducer.isOver(withdrawn, end.plus(PodReducer.KEEP).minusMillis(1))).isFalse();
    assertThat(PodReducer.isOver(withdrawn, end.plus(PodReducer.KEEP))).isTrue();
  }

  @Test
  void shouldForgetEventsOfAPodThatNeverShows() {
    PodState known =
        REDUCER.withEvent(
            PodReducer.empty(), Events.warning(POD, "Failed", "Error: ErrImagePull").build());

    assertThat(PodReducer.isOver(known, T0)).isFalse();
    assertThat(PodReducer.isOver(known, T0.plus(PodReducer.KEEP))).isTrue();
  }

  @Test
  void shouldLearnNothingFromAnIrrelevantEvent() {
    PodState known = PodReducer.empty();

    assertThat(
            REDUCER.withEvent(
                known, Events.warning(POD, "Unhealthy", "Readiness probe failed").build()))
        .isSameAs(known);
  }

  @Provide
  Arbitrary<List<Integer>> lives() {
    return Arbitraries.integers().between(0, 4).list().ofMinSize(1).ofMaxSize(12);
  }

  @Provide
  Arbitrary<List<PodEvent>> events() {
    return Combinators.combine(
            Arbitraries.of(
                "Failed to pull image: dial tcp 10.0.0.1:443: i/o timeout",
                "Error: ErrImagePull",
                "Failed to pull image: ghcr.io/team/api:1.4.2: not found"),
            Arbitraries.integers().between(1, 9))
        .as(
            (message, count) ->
                Events.warning(POD, "Failed", message)
                    .count(count)
                    .since(T0)
                    .at(T0.plusSeconds(30L * count))
                    .build())
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<List<PodEvent>> pulls() {
    return Combinators.combine(
            Arbitraries.of(
                List.of("Failed", "Failed to pull image: dial tcp 10.0.0.1:443: i/o timeout"),
                List.of("Failed", "Failed to pull image: ghcr.io/team/api:1.4.2: not found"),
                List.of("Failed", "Error: ErrImagePull"),
                List.of("BackOff", "Back-off pulling image"),
                List.of("BackOff", "Back-off restarting failed container"),
                List.of("Pulling", "Pulling image"),
                List.of("Pulled", "Container image already present on machine"),
                List.of(
                    "FailedCreatePodSandBox",
                    "Failed to create pod sandbox: failed to pull image \"pause:3\": not found")),
            Arbitraries.integers().between(1, 40))
        .as(
            (told, count) ->
                Events.warning(POD, told.get(0), told.get(1))
                    .container("app")
                    .count(count)
                    .since(T0)
                    .at(T0.plusSeconds(15L * count))
                    .build())
        .list()
        .ofMinSize(4)
        .ofMaxSize(40);
  }

  private static PodState learn(PodState known, List<PodSnapshot> shapes) {
    PodState next = known;
    for (PodSnapshot shape : shapes) {
      next = REDUCER.withSnapshot(next, shape, shape.getObservedAt());
    }
    return next;
  }

  private static List<PodSnapshot> shapes(List<Integer> life) {
    List<PodSnapshot> shapes = new ArrayList<>();
    for (int i = 0; i < life.size(); i++) {
      Pods pod = pod(40 * i, i);
      shapes.add(
          switch (life.get(i)) {
            case 0 -> pod.waiting("app", "ErrImagePull", "not found").build();
            case 1 -> pod.running("app", T0.plusSeconds(40L * i)).build();
            case 2 -> pod.crashLooping("app", "Error", 1, i).build();
            case 3 -> pod.image("other:" + i).waiting("app", "ErrImagePull", "not found").build();
            default -> pod.terminated("app", "OOMKilled", 137).build();
          });
    }
    return shapes;
  }

  private static PodSnapshot shape(int second, long revision) {
    return pod(second, revision).waiting("app", "ErrImagePull", "not found").build();
  }

  private static Pods pod(int second, long revision) {
    return Pods.failing("lab-a", "shop", "api").at(T0.plusSeconds(second)).revision(revision);
  }
}
