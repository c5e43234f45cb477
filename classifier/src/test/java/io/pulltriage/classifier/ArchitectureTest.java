package io.pulltriage.classifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.pulltriage.classifier",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule KNOWS_NEITHER_KAFKA_NOR_KUBERNETES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "io.fabric8..", "io.confluent..")
          .because("the classifier turns text into causes and is used where neither is");

  @ArchTest
  static final ArchRule KNOWS_OF_OURS_ONLY_THE_SCHEMAS =
      noClasses()
          .should()
          .dependOnClassesThat(
              com.tngtech.archunit.base.DescribedPredicate.describe(
                  "are ours, but neither the classifier's nor the schemas'",
                  type ->
                      type.getPackageName().startsWith("io.pulltriage.")
                          && !type.getPackageName().startsWith("io.pulltriage.classifier")
                          && !type.getPackageName().equals("io.pulltriage.schemas")));

  @ArchTest
  static final ArchRule STEPS_HAVE_AN_ORDER =
      slices().matching("io.pulltriage.classifier.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule MATCHING_READS_NO_FILES =
      noClasses()
          .that()
          .resideInAnyPackage("..classifier.text..", "..classifier.match..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.nio.file..", "java.time..")
          .because("classifying does no I/O and knows no clock");
}
