package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.streams.testing.Pipeline;
import io.pulltriage.testkit.fleet.ExpectedOutbreak;
import io.pulltriage.testkit.fleet.Fact;
import io.pulltriage.testkit.fleet.FleetRun;
import io.pulltriage.testkit.fleet.FleetSimulation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was made of one simulated fleet.
 *
 * @param seed of the fleet
 * @param run what happened in it
 * @param outbreaks all outbreaks that it ever reported
 */
record FleetScore(long seed, FleetRun run, Collection<Outbreak> outbreaks) {

  private static final String SUPERSEDED = "It is part of the outbreak of ";

  /** By the outbreak stage's decisions alone. */
  static FleetScore ofStage(long seed) {
    FleetRun run = FleetSimulation.random(seed);
    FleetStage stage = new FleetStage();
    run.facts().forEach(stage::feed);
    return new FleetScore(seed, run, stage.outbreaks());
  }

  /** By the whole pipeline. */
  static FleetScore ofPipeline(long seed) {
    return ofPipeline(seed, FleetSimulation.random(seed));
  }

  /** The same of a fleet of so many clusters. */
  static FleetScore ofPipeline(long seed, int clusters) {
    return ofPipeline(seed, FleetSimulation.ofClusters(seed, clusters));
  }

  private static FleetScore ofPipeline(long seed, FleetRun run) {
    try (Pipeline pipeline = Pipeline.recorded()) {
      run.facts().forEach(fact -> pipeline.feed(publication(fact)));
      return new FleetScore(seed, run, List.copyOf(pipeline.outbreaks().values()));
    }
  }

  Set<ExpectedOutbreak> expected() {
    return new HashSet<>(run.expected().values());
  }

  /** What was reported and has not ended as part of something wider that was expected. */
  Set<ExpectedOutbreak> found() {
    Set<ExpectedOutbreak> found = new HashSet<>();
    outbreaks.stream().filter(outbreak -> !isSuperseded(outbreak)).forEach(o -> found.add(key(o)));
    return found;
  }

  Set<ExpectedOutbreak> superseded() {
    Set<ExpectedOutbreak> superseded = new HashSet<>();
    outbreaks.stream().filter(this::isSuperseded).forEach(o -> superseded.add(key(o)));
    return superseded;
  }

  List<ExpectedOutbreak> missed() {
    Set<ExpectedOutbreak> found = found();
    return expected().stream().filter(expected -> !found.contains(expected)).toList();
  }

  List<ExpectedOutbreak> wrong() {
    Set<ExpectedOutbreak> possible = new HashSet<>(run.possible().values());
    return found().stream().filter(found -> !possible.contains(found)).toList();
  }

  /** One line for each thing that is not as it should be. */
  List<String> complaints() {
    List<String> lines = new ArrayList<>();
    missed().forEach(missed -> lines.add("seed " + seed + " missed " + missed));
    for (ExpectedOutbreak wrong : wrong()) {
      Set<String> told = new TreeSet<>();
      outbreaks.stream()
          .filter(outbreak -> key(outbreak).equals(wrong))
          .forEach(outbreak -> told.add(outbreak.getCause() + ": " + outbreak.getExplanation()));
      lines.add("seed " + seed + " wrong " + wrong + " " + told);
    }
    return lines;
  }

  private boolean isSuperseded(Outbreak outbreak) {
    int at = outbreak.getExplanation().indexOf(SUPERSEDED);
    return at >= 0
        && run.possible().values().stream()
            .anyMatch(
                expected ->
                    outbreak
                        .getExplanation()
                        .substring(at + SUPERSEDED.length())
                        .equals(
                            OutbreakNarrative.thing(
                                    new ScopeKey(expected.scope(), expected.key(), "").toString())
                                + " now."));
  }

  private static ExpectedOutbreak key(Outbreak outbreak) {
    return new ExpectedOutbreak(outbreak.getScope(), outbreak.getKey());
  }

  private static Publication publication(Fact fact) {
    Publication.Kind kind =
        switch (fact.topic()) {
          case POD_EVENTS -> Publication.Kind.POD_EVENT;
          case PODS -> Publication.Kind.POD;
          case NODES -> Publication.Kind.NODE;
          case IMAGES -> Publication.Kind.IMAGE;
          case CLUSTERS -> Publication.Kind.CLUSTER;
        };
    return new Publication(kind, fact.key(), fact.value(), fact.time());
  }
}
