package io.pulltriage.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.streams.query.Visibility.Grant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibilityTest {

  @ParameterizedTest
  @CsvSource({
    "*, shop, true",
    "sh*, shop, true",
    "*op, shop, true",
    "s*p, shop, true",
    "s*x*p, shop, false",
    "shop, shop, true",
    "shop, shop-2, false",
    "**, shop, true",
    "s.op, shop, false",
    "shop*, shop, true",
  })
  void shouldTakeAStarForAnyText(String pattern, String namespace, boolean sees) {
    Visibility visibility = new Visibility(List.of(new Grant("lab-a", pattern)));

    assertThat(visibility.sees("lab-a", namespace)).isEqualTo(sees);
  }

  @Test
  void shouldSeeNothingWithoutAGrant() {
    Visibility nothing = new Visibility(List.of());

    assertThat(nothing.sees("lab-a", "shop")).isFalse();
    assertThat(nothing.seesSomeOf("lab-a")).isFalse();
  }

  @Test
  void shouldTellAPartOfAClusterFromAllOfIt() {
    Visibility team = new Visibility(List.of(new Grant("lab-a", "shop"), new Grant("lab-b", "*")));

    assertThat(team.seesSomeOf("lab-a")).isTrue();
    assertThat(team.seesAllOf("lab-a")).isFalse();
    assertThat(team.seesAllOf("lab-b")).isTrue();
    assertThat(team.seesSomeOf("lab-c")).isFalse();
  }

  /** As often as the pattern could be tried, it must not take long. */
  @Test
  void shouldNotBeHeldUpByAHostilePattern() {
    Visibility visibility = new Visibility(List.of(new Grant("*", "a*".repeat(500) + "b")));

    assertThat(visibility.sees("lab-a", "a".repeat(10_000))).isFalse();
  }
}
