package io.pulltriage.streams;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Set;

@AnalyzeClasses(
    packages = "io.pulltriage.streams",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** Beside the processors, what of a stage is wired to Kafka: the rest is pure. */
  private static final Set<String> WIRED =
      Set.of(
          "PodCases",
          "CaseInputs",
          "IncidentLifecycle",
          "FindingStore",
          "OutbreakDetector",
          "ClusterMessages",
          "ClusterFacts",
          "ClusterNodes",
          "ClusterKeys",
          "Members",
          "Verdicts");

  private static final DescribedPredicate<AccessTarget> ASKS_FOR_THE_TIME =
      describe(
          "asks what time it is",
          target ->
              (target.getName().equals("now")
                      && target.getOwner().getPackageName().equals("java.time"))
                  || target.getName().equals("currentTimeMillis")
                  || target.getName().equals("nanoTime"));

  @ArchTest
  static final ArchRule DIAGNOSIS_IS_PURE =
      noClasses()
          .that()
          .resideInAPackage("..topology.diagnosis..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..", "org.slf4j..", "java.io..", "java.nio..", "java.net..")
          .because("the same facts must give the same finding in every replay and unit test");

  @ArchTest
  static final ArchRule NOTHING_ON_THE_WAY_OF_FACTS_ASKS_FOR_THE_TIME =
      noClasses()
          .that()
          .resideInAPackage("..topology..")
          .should()
          .callMethodWhere(
              describe("asks what time it is", call -> ASKS_FOR_THE_TIME.test(call.getTarget())))
          .because("time is record time: a replay of last week behaves as last week did");

  @ArchTest
  static final ArchRule DIAGNOSIS_IS_GIVEN_NO_CLOCK =
      noClasses()
          .that()
          .resideInAPackage("..topology.diagnosis..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(InstantSource.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .because("whoever asks for a diagnosis says for which time");

  @ArchTest
  static final ArchRule DIAGNOSIS_KNOWS_NO_STAGE =
      noClasses()
          .that()
          .resideInAPackage("..topology.diagnosis..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.pulltriage.streams..")
                  .and(
                      describe(
                          "are not of the diagnosis",
                          type -> !type.getPackageName().endsWith(".diagnosis"))))
          .because("it reads facts and nothing of how they are gathered or told");

  @ArchTest
  static final ArchRule STAGES_HAVE_AN_ORDER =
      slices()
          .matching("io.pulltriage.streams.topology.(*)..")
          .should()
          .beFreeOfCycles()
          .because(
              "facts flow one way: diagnosis, incident, outbreak, and triage uses all of them");

  @ArchTest
  static final ArchRule OUTBREAKS_ARE_TOLD_BY_TOPICS_ONLY =
      noClasses()
          .that()
          .resideInAPackage("..topology.outbreak..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..topology.triage..")
          .because("a topic stands between the two, and each may be on another machine");

  @ArchTest
  static final ArchRule WHAT_DECIDES_KNOWS_NO_KAFKA =
      noClasses()
          .that()
          .resideInAnyPackage("..topology.incident..", "..topology.outbreak..")
          .and()
          .doNotHaveSimpleName("OutbreakProcessor")
          .and()
          .haveNameNotMatching(".*OutbreakProcessor\\$.*")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..")
          .because("the same facts must give the same incidents and outbreaks in every unit test");

  @ArchTest
  static final ArchRule TOPOLOGY_KNOWS_NEITHER_ITS_OPERATION_NOR_ITS_READERS =
      noClasses()
          .that()
          .resideInAPackage("..topology..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.pulltriage.streams.ops..",
              "io.pulltriage.streams.query..",
              "io.pulltriage.streams.api..",
              "io.pulltriage.streams.alert..",
              "io.pulltriage.streams.web..")
          .because("it must run the same in a test driver as in a cluster");

  @ArchTest
  static final ArchRule SETTINGS_KNOW_OF_OURS_ONLY_THE_SCHEMAS =
      noClasses()
          .that()
          .resideInAPackage("io.pulltriage.streams.config..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.pulltriage..")
                  .and(
                      describe(
                          "are neither settings nor schemas",
                          type ->
                              !type.getPackageName().startsWith("io.pulltriage.streams.config")
                                  && !type.getPackageName().equals("io.pulltriage.settings")
                                  && !type.getPackageName().equals("io.pulltriage.http")
                                  && !type.getPackageName().equals("io.pulltriage.schemas"))))
          .because("every part may depend on its settings");

  @ArchTest
  static final ArchRule REST_ASKS_AND_LOOKS_INTO_NOTHING =
      noClasses()
          .that()
          .resideInAPackage("io.pulltriage.streams.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.pulltriage.streams.topology..",
              "io.pulltriage.streams.ops..",
              "io.pulltriage.streams.service..",
              "io.pulltriage.schemas.internal..",
              "org.apache.kafka.streams..")
          .because("what is served is what the queries answer, whoever answers them");

  /** Then one test over that table covers every door. */
  @ArchTest
  static final ArchRule ROUTES_ARE_MOUNTED_BY_THEIR_TABLE_ALONE =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.api\\.(RouteTable|PeerGate)")
          .should()
          .callMethodWhere(
              describe(
                  "mounts a route",
                  call ->
                      call.getTargetOwner().isAssignableTo(JavalinDefaultRoutingApi.class)
                          && !call.getName().equals("before")
                          && !call.getName().equals("exception")))
          .because("what each caller may do is tested route by route");

  @ArchTest
  static final ArchRule ROUTES_KNOW_NO_KAFKA =
      noClasses()
          .that()
          .resideInAPackage("io.pulltriage.streams.api")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..")
          .because("changes come from the read model, which alone follows topics");

  @ArchTest
  static final ArchRule STAGES_DECIDE_WITHOUT_KAFKA =
      noClasses()
          .that()
          .resideInAnyPackage("..topology.pod..", "..topology.incident..", "..topology.outbreak..")
          .and(describe("neither process records nor wire the stage", type -> !isWired(type)))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..")
          .because("decisions are pure functions, which plain unit tests reach");

  @ArchTest
  static final ArchRule STAGES_DO_NO_INPUT_OR_OUTPUT =
      noClasses()
          .that()
          .resideInAPackage("..topology..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..")
          .because("a processor that waits for anything but Kafka holds its partitions up");

  @ArchTest
  static final ArchRule ALERTS_ARE_DECIDED_WITHOUT_INPUT_OR_OUTPUT =
      noClasses()
          .that()
          .resideInAnyPackage("..alert.decide..", "..alert.decide..", "..alert.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "java.nio.file..", "org.apache.kafka..")
          .because("who is told what is a matter of cases, which plain unit tests reach");

  @ArchTest
  static final ArchRule ALERTS_ARE_GIVEN_THE_TIME =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..alert.decide..", "..alert.decide..", "..alert.text..", "..alert.engine..")
          .should()
          .callMethodWhere(
              describe("asks what time it is", call -> ASKS_FOR_THE_TIME.test(call.getTarget())))
          .because("tests set the clock");

  private static boolean isWired(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer.getSimpleName().endsWith("Processor") || WIRED.contains(outer.getSimpleName());
  }
}
