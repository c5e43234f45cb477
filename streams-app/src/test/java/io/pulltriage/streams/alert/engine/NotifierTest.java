package io.pulltriage.streams.alert.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.streams.alert.decide.Change;
import io.pulltriage.streams.alert.sink.Outcome;
import io.pulltriage.streams.alert.testing.Samples;
import io.pulltriage.streams.alert.text.AlertMessage;
import io.pulltriage.streams.alert.text.AlertMessage.About;
import io.pulltriage.streams.alert.text.AlertMessage.Digest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotifierTest {

  private static final Incident API = Samples.incident("api");

  private final NotifierFixture loud = new NotifierFixture(false);

  @Test
  void shouldTellThatItBeganAndThatItIsOver() {
    // Given
    loud.adopt();

    // When
    loud.publish(API);
    loud.publish(Samples.resolved(API));

    // Then
    assertThat(changes(loud.hooked)).containsExactly(Change.OPENED, Change.RESOLVED);
    assertThat(changes(loud.managed)).containsExactly(Change.OPENED, Change.RESOLVED);
  }

  @Test
  void shouldRepeatNothingAndForgetNothingAfterARestart() {
    // Given
    loud.adopt();
    loud.publish(API);

    // When
    loud.restart();
    loud.publish(Samples.resolved(API));
    loud.restart();

    // Then
    assertThat(changes(loud.hooked)).containsExactly(Change.OPENED, Change.RESOLVED);
  }

  @Test
  void shouldSendAgainUnderTheSameNameWhatWasNotTaken() {
    // Given
    loud.adopt();
    loud.answer = new Outcome.Retry("away", Optional.empty());
    loud.publish(API);

    // When
    loud.restart();
    loud.answer = new Outcome.Delivered("ok");
    loud.pass(Duration.ofMinutes(5));

    // Then
    assertThat(loud.hooked).extracting(AlertMessage::id).containsOnly(loud.hooked.get(0).id());
    assertThat(loud.count("sent", NotifierFixture.HOOK)).isEqualTo(1);
  }

  @Test
  void shouldGiveUpAfterSomeAttemptsAndTryAnewWhenAsked() {
    // Given
    loud.adopt();
    loud.answer = new Outcome.Retry("HTTP 503", Optional.empty());
    loud.publish(API);
    loud.pass(Duration.ofMinutes(2));
    loud.pass(Duration.ofMinutes(2));
    loud.pass(Duration.ofMinutes(2));
    assertThat(loud.hooked).hasSize(3);
    assertThat(loud.parked()).containsExactly("HTTP 503");

    // When
    loud.answer = new Outcome.Delivered("ok");
    loud.notifier.retryParked(loud.now);
    loud.pass(Duration.ofMinutes(2));

    // Then
    assertThat(loud.parked()).isEmpty();
    assertThat(loud.count("sent", NotifierFixture.HOOK)).isEqualTo(1);
    assertThat(loud.count("parked", NotifierFixture.HOOK)).isEqualTo(1);
    assertThat(loud.count("taken", NotifierFixture.HOOK)).isEqualTo(2);
  }

  @Test
  void shouldWaitAsLongAsAReceiverAsks() {
    // Given
    loud.adopt();
    loud.answer = new Outcome.Retry("HTTP 429", Optional.of(Duration.ofSeconds(50)));
    loud.publish(API);

    // When
    loud.answer = new Outcome.Delivered("ok");
    loud.pass(Duration.ofSeconds(49));
    assertThat(loud.hooked).hasSize(1);
    loud.pass(Duration.ofSeconds(1));

    // Then
    assertThat(loud.hooked).hasSize(2);
  }

  @Test
  void shouldTellOfWhatWasFailingAtTheFirstStartInOneDigest() {
    // Given
    NotifierFixture quiet = new NotifierFixture(true);
    for (int i = 0; i < 1_000; i++) {
      Incident old = Samples.incident("old-" + i);
      quiet.topic.put(old.getId(), old);
    }

    // When
    quiet.adopt();
    quiet.pass(Duration.ofMinutes(1));
    Incident young = Samples.builder("new").setFirstSeen(quiet.now).build();
    quiet.publish(young);
    quiet.pass(Duration.ofMinutes(1));

    // Then
    assertThat(quiet.hooked).hasSize(2);
    assertThat(quiet.hooked.get(0))
        .isInstanceOfSatisfying(
            Digest.class,
            digest -> {
              assertThat(digest.backlog()).isTrue();
              assertThat(digest.entries()).hasSize(1_000);
            });
    assertThat(quiet.hooked.get(1)).isInstanceOf(About.class);

    // And when
    quiet.restart();
    quiet.pass(Duration.ofMinutes(20));

    // Then
    assertThat(quiet.hooked).hasSize(2);
  }

  @Test
  void shouldMakeADigestOfAStormAndStillTellTheOutbreak() {
    // Given
    loud.adopt();

    // When
    for (int i = 0; i < 50; i++) {
      loud.publish(Samples.incident("api-" + i));
    }
    loud.publish(Samples.outbreak(API));
    loud.pass(Duration.ofMinutes(1));

    // Then
    assertThat(loud.hooked).hasSize(7);
    assertThat(loud.hooked.get(5)).isInstanceOf(About.class);
    assertThat(((Digest) loud.hooked.get(6)).entries()).hasSize(45);
    assertThat(changes(loud.managed)).hasSize(51 + 51);
  }

  @Test
  void shouldTellAnAlertmanagerUnderWhichLabelsItWasToldBefore() {
    // Given
    loud.adopt();
    Outbreak outbreak = Samples.outbreak(API);
    loud.publish(API);

    // When
    loud.publish(Samples.under(API, outbreak));

    // Then
    About second = (About) loud.managed.get(1);
    assertThat(second.change()).isEqualTo(Change.CHANGED);
    assertThat(second.told().partOf()).isEmpty();
    assertThat(second.subject().partOf()).contains(outbreak.getId());
    assertThat(changes(loud.hooked)).containsExactly(Change.OPENED);
  }

  @Test
  void shouldRefreshAnAlertmanagerWithoutCountingItAsNew() {
    // Given
    loud.adopt();
    loud.publish(API);

    // When
    loud.pass(Duration.ofMinutes(1));
    loud.pass(Duration.ofMinutes(1));

    // Then
    assertThat(changes(loud.managed))
        .containsExactly(Change.OPENED, Change.REFRESHED, Change.REFRESHED);
    assertThat(loud.count("sent", NotifierFixture.MANAGER)).isEqualTo(1);
    assertThat(loud.count("refreshed", NotifierFixture.MANAGER)).isEqualTo(2);
    assertThat(changes(loud.hooked)).containsExactly(Change.OPENED);
  }

  @Test
  void shouldTellThatTheCauseBecameKnown() {
    // Given
    loud.adopt();
    loud.publish(Incident.newBuilder(API).setCause(Cause.NO_DETAIL).build());

    // When
    loud.publish(API);

    // Then
    assertThat(changes(loud.hooked)).containsExactly(Change.OPENED, Change.CHANGED);
    assertThat(loud.hooked).extracting(AlertMessage::id).doesNotHaveDuplicates();
  }

  @Test
  void shouldKeepNothingOfWhatIsWithdrawn() {
    // Given
    loud.adopt();
    loud.publish(API);
    loud.publish(Samples.resolved(API));
    assertThat(loud.kept).containsKey("incident/" + API.getId());

    // When
    loud.withdraw(API.getId());

    // Then
    assertThat(loud.kept).doesNotContainKey("incident/" + API.getId());
  }

  private static List<Change> changes(List<AlertMessage> messages) {
    return messages.stream().map(message -> ((About) message).change()).toList();
  }
}
