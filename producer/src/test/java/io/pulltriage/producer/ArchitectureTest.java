package io.pulltriage.producer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
    packages = "io.pulltriage.producer",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** Recorded and live watches must come to the same, whenever and wherever they are read. */
  @ArchTest
  static final ArchRule TRANSLATION_IS_PURE =
      noClasses()
          .that()
          .resideInAPackage("..translate..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "java.io..",
              "java.nio..",
              "java.net..",
              "io.fabric8.kubernetes.client..",
              "io.pulltriage.producer.publish..",
              "io.pulltriage.producer.capture..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  /** What is published follows from what is told and the times told with it. */
  @ArchTest
  static final ArchRule FEEDS_HAVE_NO_CLOCK =
      noClasses()
          .that()
          .resideInAnyPackage("..publish..", "..capture..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule PUBLISHING_KNOWS_NO_RECORDINGS =
      noClasses()
          .that()
          .resideInAPackage("..publish..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.pulltriage.producer.capture..");

  /** How records travel is the business of the sink and of delivery alone. */
  @ArchTest
  static final ArchRule ONLY_DELIVERY_KNOWS_KAFKA =
      noClasses()
          .that()
          // The second asks Kafka's clients only what settings they take, the third makes records.
          .haveNameNotMatching(".*(KafkaSink|KafkaProperties|Watermarks).*")
          .and()
          .resideOutsideOfPackages("..deliver..", "..service..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");
}
