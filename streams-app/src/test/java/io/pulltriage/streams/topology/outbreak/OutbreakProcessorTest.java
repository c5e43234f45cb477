package io.pulltriage.streams.topology.outbreak;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.schemas.internal.Contribution;
import io.pulltriage.schemas.internal.Membership;
import io.pulltriage.schemas.internal.OutbreakState;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.streams.config.OutbreakConfig;
import io.pulltriage.streams.topology.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What OUTBREAKS makes of contributions that come to one scope. */
class OutbreakProcessorTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final String IMAGE = "docker.io/team/api:1";
  private static final String SCOPE = "IMAGE/" + IMAGE + "/IMAGE";
  private static final String NOT_FOUND = "IMAGE/" + IMAGE + "/TAG_NOT_FOUND";
  private static final String MISMATCH = "IMAGE/" + IMAGE + "/PLATFORM_MISMATCH";

  private final OutbreakConfig config = OutbreakConfig.defaults();
  private final KeyValueStore<String, Contribution> contributions =
      store(Stores.SCOPE_CONTRIBUTIONS, Contribution.class);
  private final KeyValueStore<String, OutbreakState> outbreaks =
      store(Stores.OUTBREAKS, OutbreakState.class);
  private MockProcessorContext<String, SpecificRecord> context;
  private OutbreakProcessor processor;

  @BeforeEach
  void begin() {
    context = new MockProcessorContext<>(new Properties());
    contributions.init(context.getStateStoreContext(), contributions);
    outbreaks.init(context.getStateStoreContext(), outbreaks);
    restart();
  }

  private void restart() {
    MockProcessorContext<String, SpecificRecord> next =
        new MockProcessorContext<>(new Properties());
    next.addStateStore(contributions);
    next.addStateStore(outbreaks);
    context = next;
    processor = new OutbreakProcessor(config);
    processor.init(context);
  }

  @Test
  void shouldOpenAnOutbreakAndTellBothClusters() {
    // Given
    contribute(contribution("east", 0));
    assertThat(forwarded()).isEmpty();

    // When
    contribute(contribution("west", 20));

    // Then
    List<Record<? extends String, ? extends SpecificRecord>> forwarded = forwarded();
    assertThat(published(forwarded)).containsExactly(NOT_FOUND + " OPEN 1");
    assertThat(told(forwarded)).containsExactlyInAnyOrder("east " + NOT_FOUND, "west " + NOT_FOUND);
    assertThat(forwarded)
        .filteredOn(record -> record.value() instanceof Membership)
        .allSatisfy(
            record ->
                assertThat(record.key()).isEqualTo(((Membership) record.value()).getCluster()));
  }

  @Test
  void shouldTellAClusterOnce() {
    // Given
    contribute(contribution("east", 0), contribution("west", 20));
    forwarded();

    // When
    contribute(
        Contribution.newBuilder(contribution("east", 0))
            .setWorkloads(2)
            .setOutbreak(NOT_FOUND)
            .build());

    // Then
    assertThat(told(forwarded())).isEmpty();
  }

  @Test
  void shouldBeAnotherOutbreakWhenAnOlderContributionOfAnotherCauseComesLate() {
    // Given
    contribute(contribution("east", 10), contribution("west", 20));
    forwarded();

    // When
    contribute(
        Contribution.newBuilder(contribution("south", 0))
            .setCause(Cause.PLATFORM_MISMATCH)
            .build());

    // Then
    List<Record<? extends String, ? extends SpecificRecord>> forwarded = forwarded();
    assertThat(published(forwarded)).containsExactly(NOT_FOUND + " -", MISMATCH + " OPEN 2");
    assertThat(told(forwarded))
        .containsExactlyInAnyOrder("east " + MISMATCH, "south " + MISMATCH, "west " + MISMATCH);
    assertThat(outbreaks.get(SCOPE).getId()).isEqualTo(MISMATCH);
  }

  @Test
  void shouldBeTheSameOutbreakWhenAYoungerContributionOfAnotherCauseComes() {
    // Given
    contribute(contribution("east", 10), contribution("west", 20));
    forwarded();

    // When
    contribute(
        Contribution.newBuilder(contribution("south", 30))
            .setCause(Cause.PLATFORM_MISMATCH)
            .build());

    // Then
    List<Record<? extends String, ? extends SpecificRecord>> forwarded = forwarded();
    assertThat(published(forwarded)).containsExactly(NOT_FOUND + " OPEN 2");
    assertThat(told(forwarded)).containsExactly("south " + NOT_FOUND);
  }

  @Test
  void shouldResolveWhenAllHaveSettled() {
    // Given
    contribute(contribution("east", 0), contribution("west", 20));
    contribute(over(contribution("east", 0), 60, true));
    forwarded();

    // When
    contribute(over(contribution("west", 20), 90, false));
    flush();
    // Then
    assertThat(outbreaks(forwarded()))
        .extracting(Outbreak::getStatus)
        .containsExactly(IncidentStatus.OPEN);

    // When
    contribute(over(contribution("west", 20), 90, true));
    // Then
    assertThat(published(forwarded())).singleElement().asString().contains("RESOLVED");
  }

  @Test
  void shouldPublishNoCountersBeforeTheFlush() {
    // Given
    contribute(contribution("east", 0), contribution("west", 20));
    forwarded();

    // When
    contribute(failing(contribution("east", 0), 9));
    // Then
    assertThat(forwarded()).isEmpty();

    // When
    flush();
    // Then
    assertThat(outbreaks(forwarded())).extracting(Outbreak::getFailingPods).containsExactly(11);

    // When nothing waits
    flush();
    // Then
    assertThat(forwarded()).isEmpty();
  }

  @Test
  void shouldPublishCountersAtOnceWhereTheyAreFlushed() {
    // Given
    contribute(contribution("east", 0), contribution("west", 20));
    forwarded();

    // When
    contribute(Contribution.newBuilder(failing(contribution("east", 0), 9)).setFlush(true).build());

    // Then
    assertThat(outbreaks(forwarded())).extracting(Outbreak::getFailingPods).containsExactly(11);
  }

  @Test
  void shouldPublishAWideOutbreakAsItWidensWithTheFlushOnly() {
    // Given
    for (int i = 0; i < 16; i++) {
      contribute(contribution("c" + i, i));
    }
    assertThat(outbreaks(forwarded())).hasSize(15);

    // When
    for (int i = 16; i < 40; i++) {
      contribute(contribution("c" + i, i));
    }
    int atOnce = outbreaks(forwarded()).size();
    flush();

    // Then
    assertThat(atOnce).isLessThanOrEqualTo(1);
    assertThat(outbreaks(forwarded()))
        .extracting(outbreak -> outbreak.getClusters().size())
        .containsExactly(40);
  }

  @Test
  void shouldForgetAnOutbreakThatAllHaveWithdrawn() {
    // Given
    contribute(contribution("east", 0), contribution("west", 20));
    contribute(over(contribution("east", 0), 60, true), over(contribution("west", 20), 90, true));
    contribute(withdrawn(contribution("east", 0), 60));
    assertThat(published(forwarded())).doesNotContain(NOT_FOUND + " -");

    // When
    contribute(withdrawn(contribution("west", 20), 90));

    // Then
    assertThat(published(forwarded())).containsExactly(NOT_FOUND + " -");
    assertThat(contributions.approximateNumEntries()).isZero();
    assertThat(outbreaks.approximateNumEntries()).isZero();
  }

  @Test
  void shouldCountASupersededContributionWithTheOutbreakThatItWasPartOf() {
    // Given an outbreak that is over
    contribute(contribution("east", 0), contribution("west", 20));
    contribute(over(contribution("east", 0), 60, true), over(contribution("west", 20), 90, true));
    forwarded();

    // When one of its clusters begins anew, long after
    contribute(contribution("east", 7200));

    // Then the outbreak stays as it was
    assertThat(forwarded()).isEmpty();
    assertThat(contributions.approximateNumEntries()).isEqualTo(3);

    // When another does
    contribute(contribution("west", 7210));

    // Then that is an outbreak of its own
    List<Record<? extends String, ? extends SpecificRecord>> forwarded = forwarded();
    Outbreak again = outbreaks(forwarded).get(0);
    assertThat(again.getStatus()).isEqualTo(IncidentStatus.OPEN);
    assertThat(again.getFirstSeen()).isEqualTo(START.plusSeconds(7200));
    assertThat(told(forwarded)).containsExactlyInAnyOrder("east " + NOT_FOUND, "west " + NOT_FOUND);
  }

  @Test
  void shouldForgetASupersededContributionAfterItsRetention() {
    // Given
    contribute(contribution("east", 0), over(contribution("east", 0), 60, true));
    long later = 60 + config.retention().toSeconds() + 60;
    contribute(contribution("east", later));

    // When
    contribute(contribution("east", later + 10));

    // Then
    assertThat(contributions.approximateNumEntries()).isLessThanOrEqualTo(2);
    assertThat(contributions.get(SCOPE + "\neast\n" + START.toEpochMilli())).isNull();
  }

  @Test
  void shouldForgetASupersededContributionWithTheOneThatIsWithdrawn() {
    // Given
    contribute(contribution("east", 0), contribution("west", 20));
    contribute(over(contribution("east", 0), 60, true), over(contribution("west", 20), 90, true));
    contribute(contribution("east", 7200), over(contribution("east", 7200), 7300, true));
    forwarded();

    // When
    contribute(
        withdrawn(contribution("west", 20), 90), withdrawn(contribution("east", 7200), 7300));

    // Then
    assertThat(contributions.approximateNumEntries()).isZero();
    assertThat(published(forwarded())).containsExactly(NOT_FOUND + " -");
  }

  @Test
  void shouldPublishNothingBecauseATaskBeginsAnew() {
    // Given
    contribute(contribution("east", 0), contribution("west", 20));

    // When
    restart();
    flush();
    contribute(contribution("west", 20));
    flush();

    // Then
    assertThat(forwarded()).isEmpty();
  }

  @Test
  void shouldKnowAScopeWithALineBreakWhenATaskBeginsAnew() {
    // Given
    String image = "docker.io/team\napi:1";
    String scope = "IMAGE/" + image + "/IMAGE";
    for (String cluster : List.of("east", "west")) {
      Contribution contribution =
          Contribution.newBuilder(contribution(cluster, 0)).setKey(image).build();
      processor.process(new Record<>(scope, contribution, START.toEpochMilli()));
    }

    // When
    restart();
    Contribution third = Contribution.newBuilder(contribution("south", 20)).setKey(image).build();
    processor.process(new Record<>(scope, third, START.toEpochMilli()));
    flush();

    // Then
    List<Outbreak> published = outbreaks(forwarded());
    assertThat(published.get(published.size() - 1).getClusters())
        .containsExactly("east", "south", "west");
  }

  @Test
  void shouldPublishWhatWaitedWhenATaskBeginsAnew() {
    // Given
    contribute(contribution("east", 0), contribution("west", 20));
    contribute(failing(contribution("east", 0), 9));

    // When
    restart();
    flush();

    // Then
    assertThat(outbreaks(forwarded())).extracting(Outbreak::getFailingPods).containsExactly(11);
  }

  @Test
  void shouldComeToTheSameOutbreakInAnyOrder() {
    // Given
    List<Contribution> all =
        List.of(
            contribution("east", 10),
            Contribution.newBuilder(contribution("south", 0))
                .setCause(Cause.PLATFORM_MISMATCH)
                .build(),
            contribution("west", 20));

    // When
    List<String> ids = new ArrayList<>();
    for (List<Integer> order :
        List.of(List.of(0, 1, 2), List.of(2, 1, 0), List.of(1, 2, 0), List.of(0, 2, 1))) {
      OutbreakProcessorTest other = new OutbreakProcessorTest();
      other.begin();
      order.forEach(index -> other.contribute(all.get(index)));
      List<Outbreak> published = outbreaks(other.forwarded());
      Outbreak last = published.get(published.size() - 1);
      ids.add(last.getId() + last.getClusters());
    }

    // Then
    assertThat(ids).containsOnly(MISMATCH + "[east, south, west]");
  }

  private void contribute(Contribution... all) {
    for (Contribution contribution : all) {
      processor.process(new Record<>(SCOPE, contribution, START.toEpochMilli()));
    }
  }

  private void flush() {
    context
        .scheduledPunctuators()
        .forEach(scheduled -> scheduled.getPunctuator().punctuate(START.toEpochMilli()));
  }

  /** What was given since the last call. */
  private List<Record<? extends String, ? extends SpecificRecord>> forwarded() {
    List<Record<? extends String, ? extends SpecificRecord>> records = new ArrayList<>();
    context.forwarded().forEach(forward -> records.add(forward.record()));
    context.resetForwards();
    return records;
  }

  /** Each outbreak as {@code id status revision}, a tombstone as {@code id -}. */
  private static List<String> published(
      List<Record<? extends String, ? extends SpecificRecord>> forwarded) {
    return forwarded.stream()
        .filter(record -> !(record.value() instanceof Membership))
        .map(
            record ->
                record.value() instanceof Outbreak outbreak
                    ? record.key() + " " + outbreak.getStatus() + " " + outbreak.getRevision()
                    : record.key() + " -")
        .toList();
  }

  private static List<Outbreak> outbreaks(
      List<Record<? extends String, ? extends SpecificRecord>> forwarded) {
    return forwarded.stream()
        .filter(record -> record.value() instanceof Outbreak)
        .map(record -> (Outbreak) record.value())
        .toList();
  }

  private static List<String> told(
      List<Record<? extends String, ? extends SpecificRecord>> forwarded) {
    return forwarded.stream()
        .filter(record -> record.value() instanceof Membership)
        .map(record -> (Membership) record.value())
        .map(membership -> membership.getCluster() + " " + membership.getOutbreak())
        .toList();
  }

  private static Contribution contribution(String cluster, long second) {
    Instant since = START.plusSeconds(second);
    return Contribution.newBuilder()
        .setCluster(cluster)
        .setScope(OutbreakScope.IMAGE)
        .setKey(IMAGE)
        .setOpenedAt(since)
        .setCause(Cause.TAG_NOT_FOUND)
        .setSince(since)
        .setLastFailure(since)
        .setProven(true)
        .setWorkloads(1)
        .setFailingPods(2)
        .setHealthy(0)
        .setHealthyBeside(0)
        .setNodes(List.of(cluster + "/n1"))
        .setIncidents(1)
        .setIncidentIds(List.of(cluster + "/incident"))
        .build();
  }

  private static Contribution failing(Contribution contribution, int pods) {
    return Contribution.newBuilder(contribution).setFailingPods(pods).build();
  }

  private static Contribution over(Contribution contribution, long second, boolean settled) {
    return Contribution.newBuilder(contribution)
        .setFailingPods(0)
        .setEndedAt(START.plusSeconds(second))
        .setSettled(settled)
        .build();
  }

  private static Contribution withdrawn(Contribution contribution, long second) {
    return Contribution.newBuilder(over(contribution, second, true)).setWithdrawn(true).build();
  }

  private static <V extends SpecificRecord> KeyValueStore<String, V> store(
      String name, Class<V> values) {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
            org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name),
            Serdes.String(),
            InternalSerdes.of(values))
        .withLoggingDisabled()
        .build();
  }
}
