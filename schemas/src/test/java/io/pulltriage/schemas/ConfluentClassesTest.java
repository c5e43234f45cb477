package io.pulltriage.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.net.URL;
import org.junit.jupiter.api.Test;

/** This module works with Confluent's own jars as well as with those that it brings. */
@AnalyzeClasses(
    packages = "io.pulltriage.schemas",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ConfluentClassesTest {

  @ArchTest
  static final ArchRule NOTHING_REFERS_TO_WHAT_CONFLUENTS_JARS_DO_NOT_HAVE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.pinot..", "com.google.common..")
          .because("the moved Jackson and Guava are not beside Confluent's own jars");

  @Test
  void shouldLeaveConfluentsClassesToAModuleThatCanBeExcluded() {
    assertThat(location(Topics.class)).isNotEqualTo(location(KafkaAvroDeserializer.class));
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }
}
