package io.pulltriage.benchmarks.pipeline;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.testkit.HttpRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs a storm of failures, repeats and recoveries against two {@code analyze} processes, once
 * undisturbed and once while one of the two is killed with SIGKILL and started again, at random
 * moments. Compares how {@code incidents} and {@code outbreaks} stand at the end in all fields but
 * the revision, and looks for duplicates and contradictions among the committed records of {@code
 * incidents}. Prints tables; exits with 1 if anything is found.
 */
@Command(name = "FaultRun", mixinStandardHelpOptions = true, sortOptions = false)
public final class FaultRun implements Callable<Integer> {

  private static final Duration AGO = Duration.ofMinutes(15);

  /** Longer than an incident is held down, and than counters wait to be published. */
  private static final Duration AFTERWARDS = Duration.ofMinutes(7);

  private static final Duration LAST_LOOK = Duration.ofSeconds(5);

  @Parameters(
      paramLabel = "JARS",
      description = "Folder with pulltriage.jar: standalone/target/lib")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private Path jars;

  @Option(names = "--pods", description = "Failing pods (${DEFAULT-VALUE}).")
  private int pods = 5_000;

  @Option(names = "--seconds", description = "How long facts are fed (${DEFAULT-VALUE}).")
  private int seconds = 120;

  @Option(names = "--kills", description = "How often an instance is killed (${DEFAULT-VALUE}).")
  private int kills = 10;

  @Option(names = "--seed", description = "Of moments and victims (${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--partitions", description = "Of each topic (${DEFAULT-VALUE}).")
  private int partitions = 6;

  private final Instant start = Instant.now().minus(AGO);

  private FaultRun() {}

  /** Runs, and prints the tables. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new FaultRun()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    Outcome undisturbed = run(0);
    Outcome disturbed = run(kills);
    System.out.println(
        "| kills | records of incidents | duplicates | contradictions | open | resolved | outbreaks |");
    System.out.println("|---|---|---|---|---|---|---|");
    System.out.println(undisturbed.row(0));
    System.out.println(disturbed.row(kills));
    System.out.println();
    System.out.println("| final state | alike | missing | additional | different | in fields |");
    System.out.println("|---|---|---|---|---|---|");
    boolean sameIncidents = compare("incidents", undisturbed.incidents(), disturbed.incidents());
    boolean sameOutbreaks = compare("outbreaks", undisturbed.outbreaks(), disturbed.outbreaks());
    disturbed.contradictions().stream().limit(10).forEach(System.out::println);
    return sameIncidents
            && sameOutbreaks
            && disturbed.contradictions().isEmpty()
            && disturbed.duplicates() == 0
        ? 0
        : 1;
  }

  /** How a run ended. */
  private record Outcome(
      int records,
      int duplicates,
      List<String> contradictions,
      Map<String, Incident> incidents,
      Map<String, Outbreak> outbreaks) {

    String row(int kills) {
      long open =
          incidents.values().stream()
              .filter(incident -> incident.getStatus() == IncidentStatus.OPEN)
              .count();
      return "| %d | %d | %d | %d | %d | %d | %d |"
          .formatted(
              kills,
              records,
              duplicates,
              contradictions.size(),
              open,
              incidents.size() - open,
              outbreaks.size());
    }
  }

  private Outcome run(int killed) throws IOException, InterruptedException, ExecutionException {
    Path folder = Files.createTempDirectory("fault-run");
    System.err.println("# logs in " + folder);
    try (PipelineRig rig = new PipelineRig(partitions);
        HttpRegistry registry = new HttpRegistry(rig.registryUrl())) {
      Path settings =
          Files.writeString(
              folder.resolve("analyze.yaml"),
              "kafka: {bootstrap.servers: \"%s\"}%nschemaRegistry: {url: \"%s\"}%n"
                  .formatted(rig.kafka().bootstrapServers(), registry.url()));
      try (AnalyzeProcess one = new AnalyzeProcess(jars, settings, folder, 1);
          AnalyzeProcess two = new AnalyzeProcess(jars, settings, folder, 2)) {
        feed(rig, List.of(one, two), killed);
      }
      return outcome(
          rig.incidents(), latest(rig.read(rig.topics().outbreaks(), rig.serdes().outbreak())));
    }
  }

  private void feed(PipelineRig rig, List<AnalyzeProcess> instances, int killed)
      throws IOException, InterruptedException, ExecutionException {
    Drain.Watched health =
        time -> {
          TimeUnit.NANOSECONDS.sleep(time.toNanos());
          instances.forEach(AnalyzeProcess::requireAlive);
        };
    FailingFleet fleet = new FailingFleet(start);
    rig.process(
        new PipelineRig.Target(PipelineRig.ANALYZER, rig.topics(), health),
        fleet.surroundings(),
        fleet.statuses(start));
    Random random = new Random(seed);
    List<Long> moments =
        random.longs(killed, 0, TimeUnit.SECONDS.toNanos(seconds)).sorted().boxed().toList();
    Map<TopicPartition, Long> ends;
    try (PacedFeed feed = new PacedFeed(rig)) {
      ends =
          feed.send(
              publications(fleet),
              Duration.ofSeconds(seconds),
              moments,
              kill -> {
                int victim = random.nextInt(instances.size());
                System.err.printf("# kill %d: instance %d%n", kill + 1, victim + 1);
                instances.get(victim).killAndRestart();
              });
    }
    try (Drain drain = new Drain(rig.clients(), PipelineRig.ANALYZER)) {
      drain.await(ends, health);
      health.watch(LAST_LOOK);
      drain.await(ends, health);
    }
  }

  /**
   * Failures, a round of repeats, recoveries of a third, and statuses until all has had its time.
   */
  private List<Publication> publications(FailingFleet fleet) {
    Instant failed = fleet.timeOf(pods);
    Instant repeated = failed.plus(FailingFleet.ROUND);
    Instant recovered = repeated.plus(FailingFleet.ROUND);
    return Stream.of(
            fleet.failures(0, pods),
            fleet.repeats(1, failed, 0, pods),
            fleet.recoveries(repeated, 0, pods),
            fleet.statuses(start, recovered.plus(AFTERWARDS)))
        .flatMap(publications -> publications)
        .sorted(
            Comparator.comparing(Publication::time)
                .thenComparing(one -> one.kind() == Kind.CLUSTER))
        .toList();
  }

  private static Outcome outcome(
      List<ConsumerRecord<String, Incident>> records, Map<String, Outbreak> outbreaks) {
    Map<String, Incident> latest = new HashMap<>();
    List<String> contradictions = new ArrayList<>();
    int duplicates = 0;
    for (ConsumerRecord<String, Incident> record : records) {
      Incident before = latest.put(record.key(), record.value());
      if (before == null || record.value() == null) {
        continue;
      }
      if (differences(before, record.value()).isEmpty()) {
        duplicates++;
      }
      if (record.value().getRevision() <= before.getRevision()) {
        contradictions.add(record.key() + ": its revision does not grow");
      }
      if (before.getStatus() == IncidentStatus.RESOLVED
          && record.value().getStatus() == IncidentStatus.OPEN) {
        contradictions.add(record.key() + ": open again, without a new failure");
      }
    }
    latest.values().removeIf(Objects::isNull);
    return new Outcome(records.size(), duplicates, contradictions, latest, outbreaks);
  }

  private static <V> Map<String, V> latest(List<ConsumerRecord<String, V>> records) {
    Map<String, V> latest = new HashMap<>();
    records.forEach(record -> latest.put(record.key(), record.value()));
    latest.values().removeIf(Objects::isNull);
    return latest;
  }

  private static <V extends SpecificRecord> boolean compare(
      String what, Map<String, V> undisturbed, Map<String, V> disturbed) {
    Map<String, Integer> fields = new TreeMap<>();
    int alike = 0;
    int missing = 0;
    for (var entry : undisturbed.entrySet()) {
      V other = disturbed.get(entry.getKey());
      List<String> differences = other == null ? List.of() : differences(entry.getValue(), other);
      missing += other == null ? 1 : 0;
      alike += other != null && differences.isEmpty() ? 1 : 0;
      differences.forEach(field -> fields.merge(field, 1, Integer::sum));
    }
    int common = undisturbed.size() - missing;
    int additional = disturbed.size() - common;
    System.out.printf(
        "| %s | %d | %d | %d | %d | %s |%n",
        what, alike, missing, additional, common - alike, fields);
    return alike == undisturbed.size() && additional == 0;
  }

  /** Names of the fields that differ, but for the revision. */
  private static List<String> differences(SpecificRecord one, SpecificRecord other) {
    return one.getSchema().getFields().stream()
        .filter(field -> !field.name().equals("revision"))
        .filter(field -> !Objects.equals(one.get(field.pos()), other.get(field.pos())))
        .map(Schema.Field::name)
        .collect(Collectors.toList());
  }
}
