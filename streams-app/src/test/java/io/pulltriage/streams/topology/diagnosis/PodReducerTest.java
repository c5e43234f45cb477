package io.pulltriage.streams.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Records;
import io.pulltriage.schemas.internal.PodCase;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Nodes;
import io.pulltriage.testkit.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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
    PodCase known = learn(PodReducer.empty(), shapes);

    // When
    PodCase relearned = learn(known, again);

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
    PodCase once = learn(PodReducer.empty(), shapes);
    PodCase often = learn(PodReducer.empty(), stuttered);
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
    assertThat(Records.equal(often.at(end).build(), once.at(end).build())).isTrue();
  }

  @Test
  void shouldNotGoBackToAnOlderShape() {
    PodCase known = learn(PodReducer.empty(), List.of(shape(30, 2)));

    assertThat(learn(known, List.of(shape(20, 1)))).isSameAs(known);
    assertThat(learn(known, List.of(shape(30, 2)))).isSameAs(known);
    assertThat(learn(known, List.of(shape(30, 3)))).isNotSameAs(known);
  }

  @Test
  void shouldTakeAPodUpAgainThatWasWithdrawn() {
    PodCase withdrawn =
        REDUCER.withoutSnapshot(learn(PodReducer.empty(), List.of(POD)), T0.plusSeconds(60));

    PodCase again = REDUCER.withSnapshot(withdrawn, shape(90, 5), T0.plusSeconds(90));

    assertThat(again.getRemovedAt()).isEmpty();
    assertThat(again.getEpisodes().get(0).getEndedAt()).isEmpty();
  }

  @Test
  void shouldNotBringAPodBackByAnOldSnapshotAfterItsWithdrawal() {
    PodCase withdrawn =
        REDUCER.withoutSnapshot(learn(PodReducer.empty(), List.of(POD)), T0.plusSeconds(60));

    assertThat(REDUCER.withSnapshot(withdrawn, POD, T0)).isSameAs(withdrawn);
    assertThat(REDUCER.withoutSnapshot(withdrawn, T0.plusSeconds(61))).isSameAs(withdrawn);
  }

  @Test
  void shouldNotWithdrawByAnOldTombstone() {
    PodCase known = REDUCER.withSnapshot(PodReducer.empty(), shape(90, 5), T0.plusSeconds(90));

    assertThat(REDUCER.withoutSnapshot(known, T0.plusSeconds(60))).isSameAs(known);
  }

  @Test
  void shouldNotGoBackToAnOlderNode() {
    NodeSnapshot newer = Nodes.ready("lab-a", "a1").zone("new").at(T0.plusSeconds(9)).build();
    NodeSnapshot older = Nodes.ready("lab-a", "a1").zone("old").at(T0).build();

    PodCase known = REDUCER.withNode(PodReducer.empty(), newer);

    assertThat(REDUCER.withNode(known, older)).isSameAs(known);
    assertThat(REDUCER.withNode(known, newer)).isSameAs(known);
  }

  @Test
  void shouldKnowTheNewestUseOfItsImageAndNotOfAnother() {
    String asked = POD.getContainers().get(0).getImage();
    PodCase pod = learn(PodReducer.empty(), List.of(POD));

    PodCase known = REDUCER.withUsage(pod, usage(asked, 9, 4));

    assertThat(known.getUsage()).isPresent();
    assertThat(REDUCER.withUsage(known, usage(asked, 5, 3))).isSameAs(known);
    assertThat(REDUCER.withUsage(pod, usage("registry.example.com/other:1", 9, 4))).isSameAs(pod);
  }

  @Test
  void shouldKeepACaseAsLongAsItsPodLives() {
    PodCase known = learn(PodReducer.empty(), List.of(POD));

    assertThat(REDUCER.isOver(known, T0.plus(Duration.ofDays(30)))).isFalse();
    assertThat(REDUCER.due(known, T0)).isEmpty();
  }

  @Test
  void shouldForgetACaseAWhileAfterItsPodWasWithdrawn() {
    Instant end = T0.plusSeconds(60);
    PodCase withdrawn = REDUCER.withoutSnapshot(learn(PodReducer.empty(), List.of(POD)), end);

    assertThat(REDUCER.due(withdrawn, end)).contains(end.plus(PodReducer.KEEP));
    assertThat(REDUCER.isOver(withdrawn, end.plus(PodReducer.KEEP).minusMillis(1))).isFalse();
    assertThat(REDUCER.isOver(withdrawn, end.plus(PodReducer.KEEP))).isTrue();
  }

  @Test
  void shouldForgetEventsOfAPodThatNeverShows() {
    PodCase known =
        REDUCER.withEvent(
            PodReducer.empty(), Events.warning(POD, "Failed", "Error: ErrImagePull").build());

    assertThat(PodReducer.isWorthKeeping(known)).isTrue();
    assertThat(REDUCER.isOver(known, T0.plus(PodReducer.KEEP))).isTrue();
  }

  @Test
  void shouldNotKeepACaseForANodeOrAnIrrelevantEventAlone() {
    PodCase known =
        REDUCER.withEvent(
            REDUCER.withNode(PodReducer.empty(), Nodes.ready("lab-a", "a1").build()),
            Events.warning(POD, "Unhealthy", "Readiness probe failed").build());

    assertThat(PodReducer.isWorthKeeping(known)).isFalse();
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

  private static PodCase learn(PodCase known, List<PodSnapshot> shapes) {
    PodCase next = known;
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

  private static ImageUsage usage(String image, int second, long revision) {
    return ImageUsage.newBuilder()
        .setCluster("lab-a")
        .setImage(ImageReferences.parse(image))
        .setRunningContainers(1)
        .setNodes(List.of())
        .setPlatforms(List.of())
        .setZones(List.of())
        .setObservedAt(T0.plusSeconds(second))
        .setRevision(revision)
        .build();
  }
}
