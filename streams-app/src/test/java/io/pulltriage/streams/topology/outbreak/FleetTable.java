package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.testkit.fleet.ExpectedOutbreak;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/** The scores of several fleets, taken together. */
record FleetTable(List<FleetScore> scores) {

  static FleetTable ofStage(long first, long last) {
    return new FleetTable(
        LongStream.rangeClosed(first, last).mapToObj(FleetScore::ofStage).toList());
  }

  double recall() {
    return recall(scope -> true);
  }

  double precision() {
    return precision(scope -> true);
  }

  List<String> complaints() {
    return scores.stream().flatMap(score -> score.complaints().stream()).toList();
  }

  /** A Markdown table by scope. */
  String text() {
    StringBuilder text =
        new StringBuilder("| scope | there | missed | wrong | recall | precision |\n");
    text.append("|---|---|---|---|---|---|\n");
    for (OutbreakScope scope : OutbreakScope.values()) {
      if (scope != OutbreakScope.UNKNOWN) {
        text.append(row(scope.name(), scope::equals));
      }
    }
    return text.append(row("all", scope -> true)).toString();
  }

  private String row(String name, Function<OutbreakScope, Boolean> scope) {
    return "| %s | %d | %d | %d | %.3f | %.3f |\n"
        .formatted(
            name,
            count(FleetScore::expected, scope),
            count(FleetScore::missed, scope),
            count(FleetScore::wrong, scope),
            recall(scope),
            precision(scope));
  }

  private double recall(Function<OutbreakScope, Boolean> scope) {
    long there = count(FleetScore::expected, scope);
    return (double) (there - count(FleetScore::missed, scope)) / there;
  }

  private double precision(Function<OutbreakScope, Boolean> scope) {
    long right = count(FleetScore::expected, scope) - count(FleetScore::missed, scope);
    return (double) right / (right + count(FleetScore::wrong, scope));
  }

  private long count(
      Function<FleetScore, Collection<ExpectedOutbreak>> part,
      Function<OutbreakScope, Boolean> scope) {
    return scores.stream()
        .flatMap(score -> part.apply(score).stream())
        .filter(outbreak -> scope.apply(outbreak.scope()))
        .count();
  }
}
