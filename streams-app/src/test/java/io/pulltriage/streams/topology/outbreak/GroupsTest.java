package io.pulltriage.streams.topology.outbreak;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupsTest {

  private static final String API = "ghcr.io/team/api:1";
  private static final String WEB = "quay.io/team/web:1";

  @Test
  void shouldCountWorkloads() {
    List<Failure> failures =
        List.of(
            failure(Cause.NETWORK_TIMEOUT, "api", API),
            failure(Cause.DNS_FAILURE, "api", WEB),
            failure(Cause.PULL_STALLED, "web", WEB));

    assertThat(Groups.workloads(failures)).isEqualTo(2);
  }

  @Test
  void shouldNotCountASandboxBesideItsPod() {
    Failure pod = failure(Cause.NETWORK_TIMEOUT, "api", API);

    assertThat(Groups.workloads(List.of(pod, sandbox("uid-api")))).isEqualTo(1);
    assertThat(Groups.workloads(List.of(pod, sandbox("uid-other")))).isEqualTo(2);
    assertThat(Groups.workloads(List.of(sandbox("uid-other")))).isEqualTo(1);
  }

  @Test
  void shouldNotTakeALookupThatFailsAndAPullThatHangsForOneFault() {
    assertThat(
            Groups.workloads(
                List.of(
                    failure(Cause.DNS_FAILURE, "api", API),
                    failure(Cause.PULL_STALLED, "web", WEB))))
        .isEqualTo(1);
  }

  private static Failure failure(Cause cause, String workload, String image) {
    return new Scene().fails(cause, workload, image, "n1").situation().failures().get(0);
  }

  private static Failure sandbox(String pod) {
    Failure failure = failure(Cause.NETWORK_TIMEOUT, "n1", "registry.k8s.io/pause:3.9");
    IncidentFacts own = failure.incident();
    return new Failure(
        new IncidentFacts(
            own.id(),
            "",
            "/Node/n1",
            own.cause(),
            own.image(),
            own.imageKey(),
            own.pullSecrets(),
            own.missingPullSecrets(),
            own.lastFailure(),
            own.endedAt(),
            own.nodes(),
            true,
            List.of(pod)),
        "n1",
        1,
        failure.since());
  }
}
