package io.pulltriage.streams.topology.outbreak;

import static io.pulltriage.schemas.Cause.NETWORK_TIMEOUT;
import static io.pulltriage.schemas.Cause.PULL_STALLED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SerialPullsTest {

  private static final String LLM = "ghcr.io/acme/llm:20g";
  private static final String SMALL = "ghcr.io/acme/small:1";

  @Test
  void shouldTellWhichPullTheOthersOfANodeWaitFor() {
    Map<Failure, Failure> heads = SerialPulls.of(queue().situation());

    assertThat(heads).hasSize(1);
    heads.forEach(
        (waiting, head) -> {
          assertThat(waiting.workload()).isEqualTo("shop/Deployment/small");
          assertThat(head.workload()).isEqualTo("shop/Deployment/llm");
        });
  }

  @Test
  void shouldTellNothingOfANodeThatPullsOthersMeanwhile() {
    Scene scene = queue().ago(Duration.ofSeconds(100)).pulls(1, "quay.io", "n1");

    assertThat(SerialPulls.of(scene.situation())).isEmpty();
  }

  @Test
  void shouldTellNothingOfPullsThatFailOrHangElsewhere() {
    Scene scene =
        new Scene()
            .fails(PULL_STALLED, "llm", LLM, "n1")
            .fails(PULL_STALLED, "small", SMALL, "n2")
            .fails(NETWORK_TIMEOUT, "web", SMALL, "n1");

    assertThat(SerialPulls.of(scene.situation())).isEmpty();
  }

  /** Neither is it the node's: each of these would be pulled if the first did not take so long. */
  @Test
  void shouldNotMakeAnOutbreakOfOneQueue() {
    Map<String, Blame> blames = queue().blames();

    assertThat(blames).hasSize(1);
    assertThat(blames.values()).allMatch(Blame::doubtful);
    assertThat(blames.values()).allMatch(blame -> blame.failures().size() == 2);
  }

  private static Scene queue() {
    return new Scene()
        .fails(PULL_STALLED, "llm", LLM, "n1")
        .ago(Duration.ofSeconds(170))
        .fails(PULL_STALLED, "small", SMALL, "n1");
  }
}
