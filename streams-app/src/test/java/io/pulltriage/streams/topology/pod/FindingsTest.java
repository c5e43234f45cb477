package io.pulltriage.streams.topology.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.PodCase;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Pods;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FindingsTest {

  private static final Instant T0 = Pods.LONG_AGO;
  private static final PodSnapshot POD =
      Pods.failing("lab-a", "shop", "api").waiting("app", "ErrImagePull", "not found").build();

  private final Findings findings = new Findings(Cases.DIAGNOSIS);

  @Test
  void shouldTellAFindingUnderItsIncident() {
    Findings.News news = findings.news(Cases.of(POD).build());

    assertThat(news.findings().keySet())
        .singleElement()
        .satisfies(id -> assertThat(id).startsWith("lab-a/shop/Deployment/api/app/PULL/"));
    assertThat(news.told().keySet()).isEqualTo(news.findings().keySet());
  }

  @Test
  void shouldNotTellTheSameTwice() {
    PodCase podCase = Cases.of(POD).build();
    PodCase told = told(podCase, findings.news(podCase));

    assertThat(findings.news(told).findings()).isEmpty();
    assertThat(findings.news(told).told()).isEqualTo(told.getTold());
  }

  @Test
  void shouldTellAgainWhatHasChanged() {
    PodCase podCase = Cases.of(POD).build();
    PodCase told = told(podCase, findings.news(podCase));

    PodCase changed =
        Cases.REDUCER.withEvent(
            told,
            Events.warning(POD, "Failed", "Error: ErrImagePull").at(T0.plusSeconds(9)).build());

    assertThat(findings.news(changed).findings()).hasSize(1);
  }

  @Test
  void shouldTellOfEachContainerByItself() {
    PodSnapshot pod =
        Pods.failing("lab-a", "shop", "api")
            .waiting("app", "ErrImagePull", "not found")
            .waiting("web", "ErrImagePull", "not found")
            .build();

    assertThat(findings.news(Cases.of(pod).build()).findings()).hasSize(2);
  }

  private static PodCase told(PodCase podCase, Findings.News news) {
    return PodCase.newBuilder(podCase).setTold(news.told()).build();
  }
}
