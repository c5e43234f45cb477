package io.pulltriage.streams.topology.outbreak;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.schemas.internal.MemberState;
import io.pulltriage.schemas.internal.ScopeShare;
import io.pulltriage.schemas.internal.ScopeVerdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which outbreak an incident names. An outbreak is named like its scope, in small letters. */
class MemberRuleTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      nullValues = "-",
      value = {
        "fails unexplained,                        -,   -,   -,    -,   -",
        "fails under what has not told yet,        A,   -,   -,    -,   -",
        "fails under what is no outbreak,          A,   -,   A=,   -,   -",
        "fails under an outbreak,                  A,   -,   A=a,  -,   a",
        "fails on and its outbreak is over,        A,   -,   A=,   a,   -",
        "fails on outside of its outbreak,         -,   -,   A=a,  a,   -",
        "moves to what has not told yet,           B,   -,   A=a,  a,   a",
        "moves to what is no outbreak,             B,   -,   B=,   a,   -",
        "moves to a wider outbreak,                B,   -,   B=b,  a,   b",
        "is of two and of neither yet,             A B, -,   A=a B=b, -, a",
        "is of two and stays with its own,         A B, -,   A=a B=b, b, b",
        "is of two of which one is an outbreak,    A B, -,   A= B=b, -, b",
        "has ended with its outbreak,              -,   60,  A=a,  a,   a",
        "has ended and so has its outbreak,        -,   60,  A=,   a,   a",
        "has ended before it was an outbreak,      -,   60,  A=a,  -,   a",
        "had ended before that outbreak began,     -,   -60, A=a,  -,   -",
      })
  void shouldNameTheOutbreakThatExplainsIt(
      String story,
      @Nullable String scopes,
      @Nullable Integer endedAfter,
      @Nullable String verdicts,
      @Nullable String before,
      @Nullable String expected) {
    Map<String, ScopeVerdict> told = verdicts(verdicts == null ? "" : verdicts);
    MemberRule rule =
        new MemberRule(
            scope -> Optional.of(share()), scope -> Optional.ofNullable(told.get(scope)));
    MemberState member =
        MemberState.newBuilder()
            .setScopes(scopes == null ? List.of() : List.of(scopes.split(" ")))
            .setEndedAt(endedAfter == null ? null : START.plusSeconds(endedAfter))
            .setLastScope("A")
            .setOutbreak(before)
            .build();

    assertThat(rule.outbreak(member).orElse(null)).as(story).isEqualTo(expected);
  }

  private static Map<String, ScopeVerdict> verdicts(String text) {
    Map<String, ScopeVerdict> verdicts = new HashMap<>();
    for (String one : text.isEmpty() ? new String[0] : text.split(" ")) {
      String scope = one.substring(0, 1);
      String outbreak = one.substring(2);
      verdicts.put(scope, new ScopeVerdict(scope, "east", outbreak.isEmpty() ? null : outbreak));
    }
    return verdicts;
  }

  private static ScopeShare share() {
    return ScopeShare.newBuilder()
        .setCluster("east")
        .setScope(OutbreakScope.NODE)
        .setKey("east/n1")
        .setSince(START)
        .setLastFailure(START)
        .setWorkloads(2)
        .setFailingPods(2)
        .setHealthy(0)
        .setHealthyBeside(0)
        .setIncidents(2)
        .build();
  }
}
