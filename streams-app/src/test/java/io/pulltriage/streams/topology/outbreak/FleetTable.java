package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.testkit.fleet.ExpectedOutbreak;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The scores of several fleets, taken together. */
record FleetTable(List<FleetScore> scores) {

  private static final int MOST_FAULTS = 5;

  static FleetTable ofStage(long first, long last) {
    return new FleetTable(
        LongStream.rangeClosed(first, last).mapToObj(FleetScore::ofStage).toList());
  }

  /** Fleets of so many clusters, each through the whole pipeline. */
  static FleetTable ofPipeline(long first, long last, int clusters) {
    return new FleetTable(
        LongStream.rangeClosed(first, last)
            .mapToObj(seed -> FleetScore.ofPipeline(seed, clusters))
            .toList());
  }

  double recall() {
    return Row.of("", scores, scope -> true).recall().value();
  }

  double precision() {
    return Row.of("", scores, scope -> true).precision().value();
  }

  List<String> complaints() {
    return scores.stream().flatMap(score -> score.complaints().stream()).toList();
  }

  /** Markdown tables: by scope, and by how many faults there were at once. */
  String text() {
    String byScope =
        Arrays.stream(OutbreakScope.values())
            .filter(scope -> scope != OutbreakScope.UNKNOWN)
            .map(scope -> Row.of(scope.name(), scores, scope::equals).text())
            .collect(Collectors.joining());
    String byFaults =
        IntStream.rangeClosed(1, MOST_FAULTS)
            .mapToObj(faults -> Row.of(String.valueOf(faults), with(faults), scope -> true).text())
            .collect(Collectors.joining());
    return head("scope")
        + byScope
        + Row.of("all", scores, scope -> true).text()
        + '\n'
        + head("faults at once")
        + byFaults;
  }

  private List<FleetScore> with(int faults) {
    return scores.stream().filter(score -> score.run().faultsAtOnce() == faults).toList();
  }

  private static String head(String first) {
    return "| %s | fleets | there | missed | wrong | recall (95 %%) | precision (95 %%) |\n"
            .formatted(first)
        + "|---|---|---|---|---|---|---|\n";
  }

  /** Counts over the outbreaks of some fleets. */
  private record Row(String name, int fleets, long there, long missed, long wrong) {

    static Row of(String name, List<FleetScore> scores, Predicate<OutbreakScope> scope) {
      return new Row(
          name,
          scores.size(),
          count(scores, FleetScore::expected, scope),
          count(scores, FleetScore::missed, scope),
          count(scores, FleetScore::wrong, scope));
    }

    Proportion recall() {
      return new Proportion(there - missed, there);
    }

    Proportion precision() {
      return new Proportion(there - missed, there - missed + wrong);
    }

    String text() {
      return "| %s | %d | %d | %d | %d | %s | %s |\n"
          .formatted(name, fleets, there, missed, wrong, recall().text(), precision().text());
    }

    private static long count(
        List<FleetScore> scores,
        Function<FleetScore, Collection<ExpectedOutbreak>> part,
        Predicate<OutbreakScope> scope) {
      return scores.stream()
          .flatMap(score -> part.apply(score).stream())
          .filter(outbreak -> scope.test(outbreak.scope()))
          .count();
    }
  }
}
