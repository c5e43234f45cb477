package io.pulltriage.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ImageReferences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownImagesTest {

  private static final KnownImages KNOWN = KnownImages.bundled();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @ParameterizedTest
  @CsvSource({
    "mcr.microsoft.com/mssql/server:express, TAG_NOT_FOUND, mssql-express",
    "mcr.microsoft.com/mssql/server:2022-express, TAG_NOT_FOUND, mssql-express",
    "mcr.microsoft.com/mssql/server-express:latest, REPOSITORY_NOT_FOUND, mssql-express",
    "microsoft/mssql-server-linux:2017-latest, NOT_FOUND_OR_PRIVATE, mssql-moved",
    "mcr.microsoft.com/mssql-server:2022-latest, REPOSITORY_NOT_FOUND, mssql-repository",
    "mcr.microsoft.com/mssql/mssql-server, TAG_NOT_FOUND, mssql-repository",
    "docker.io/mssql/server-express:latest, NOT_FOUND_OR_PRIVATE, mssql-express",
    "docker.io/mssql/mssql-express, NOT_FOUND_OR_PRIVATE, mssql-express",
    "mssql/server:2022-express, NOT_FOUND_OR_PRIVATE, mssql-express",
    "mssql/server:2022-latest, NOT_FOUND_OR_PRIVATE, mssql-repository",
    "mcr.microsoft.com/mssql/server:2022-latst, TAG_NOT_FOUND, mssql-tag",
    "mcr.microsoft.com/mssql/server:2022-latest, PLATFORM_MISMATCH, mssql-platform",
    "mcr.microsoft.com/mssql/server:2022-latest, CRASH_LOOP, mssql-start",
    "k8s.gcr.io/pause:3.9, TAG_NOT_FOUND, k8s-gcr-io",
    "bitnami/postgresql:15, TAG_NOT_FOUND, bitnami",
    "docker.io/bitnami/redis, NOT_FOUND_OR_PRIVATE, bitnami",
    "openjdk:21-jre, TAG_NOT_FOUND, docker-openjdk",
    "docker.elastic.co/kibana/kibana, TAG_NOT_FOUND, elastic-latest"
  })
  void shouldKnowImagesThatManyPeopleGetWrong(String image, Cause cause, String id) {
    // When
    List<ImageAdvice> advice = KNOWN.advice(ImageReferences.parse(image), cause);

    // Then
    assertThat(advice).extracting(ImageAdvice::id).contains(id);
    assertThat(advice).allSatisfy(given -> assertThat(given.remediation()).isNotEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "mcr.microsoft.com/mssql/server:2022-latest, NETWORK_TIMEOUT",
    "mcr.microsoft.com/mssql/server:2022-latest, TAG_NOT_FOUND",
    "quay.io/mssql/server:2022-express, TAG_NOT_FOUND",
    "docker.io/team/expressjs-mssql-api:1, TAG_NOT_FOUND",
    "quay.io/bitnami/redis:7, TAG_NOT_FOUND",
    "ghcr.io/team/express:1, TAG_NOT_FOUND",
    "not a reference, TAG_NOT_FOUND"
  })
  void shouldSayNothingWhereNothingIsKnown(String image, Cause cause) {
    assertThat(KNOWN.advice(ImageReferences.parse(image), cause)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2022-latst, 2022-latest",
    "2202-latest, 2022-latest",
    "2019-lates, 2019-latest",
    "2022, 2022-latest",
    "2025_latest, 2025-latest",
    "lastest, latest"
  })
  void shouldNameTheTagThatWasMeant(String tag, String meant) {
    // When
    List<ImageAdvice> advice =
        KNOWN.advice(
            ImageReferences.parse("mcr.microsoft.com/mssql/server:" + tag), Cause.TAG_NOT_FOUND);

    // Then
    assertThat(advice).hasSize(1);
    assertThat(Steps.fill(advice.get(0).remediation(), Map.of()).get(0))
        .contains("mcr.microsoft.com/mssql/server:" + meant + ".")
        .contains("MSSQL_PID=Express", "ACCEPT_EULA=Y", "MSSQL_SA_PASSWORD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mcr.microsoft.com/mssql/server:2022-express",
        "mcr.microsoft.com/mssql-server",
        "mssql/server:2022-express",
        "microsoft/mssql-server-linux:2017-latest"
      })
  void shouldSayHowSqlServerIsRunWhateverItWasCalled(String image) {
    // When
    List<ImageAdvice> advice =
        KNOWN.advice(ImageReferences.parse(image), Cause.NOT_FOUND_OR_PRIVATE);

    // Then
    assertThat(advice).hasSize(1);
    assertThat(advice.get(0).remediation().get(0).text())
        .contains("mcr.microsoft.com/mssql/server:2022-latest")
        .contains("MSSQL_PID=Express", "ACCEPT_EULA=Y", "MSSQL_SA_PASSWORD");
  }

  @Test
  void shouldKnowWhatSqlServerNeedsToStart() {
    // When
    List<EnvironmentNeed> needs =
        KNOWN.environmentNeeds(ImageReferences.parse("mcr.microsoft.com/mssql/server:2022-latest"));

    // Then
    assertThat(needs)
        .extracting(EnvironmentNeed::anyOf)
        .containsExactly(List.of("ACCEPT_EULA"), List.of("MSSQL_SA_PASSWORD", "SA_PASSWORD"));
  }

  @Test
  void shouldPutUsersEntriesFirstAndReplaceThoseOfTheSameId() throws IOException {
    // Given
    Path mine =
        file(
            """
            images:
              - id: bitnami
                match: {registry: docker.io, repository: "bitnami/*"}
                causes: [TAG_NOT_FOUND]
                explanation: We mirror these.
                remediation: Use mirror.corp.example/bitnami.
                example: bitnami/redis:7
              - id: ours
                match: {registry: registry.corp.example}
                environment:
                  - {anyOf: [TENANT], explanation: Each of our images needs a tenant.}
                example: registry.corp.example/api:1
            """);

    // When
    KnownImages known = KnownImages.withUserEntries(List.of(mine));

    // Then
    assertThat(known.advice(ImageReferences.parse("bitnami/redis:7"), Cause.TAG_NOT_FOUND))
        .extracting(ImageAdvice::explanation)
        .containsExactly("We mirror these.");
    assertThat(known.environmentNeeds(ImageReferences.parse("registry.corp.example/x:2")))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "example: bitnami/redis:7 | example: redis:7 | 7 | does not match its example redis:7",
        "causes: [TAG_NOT_FOUND] | causes: [TAG_MISSING] | 4 | unknown cause 'TAG_MISSING'",
        "causes: [TAG_NOT_FOUND] | cause: [TAG_NOT_FOUND] | 4 | unknown key 'cause'; the nearest known is 'causes'",
        "repository: | repo: | 3 | unknown key 'repo'; the nearest known is 'repository'",
        "example: bitnami/redis:7 | environment: [{anyOf: []}] | 7 | 'anyOf' is missing"
      })
  void shouldNameFileEntryAndLineOfAMistake(String right, String wrong, int line, String complaint)
      throws IOException {
    // Given
    String entry =
        """
        images:
          - id: mine
            match: {registry: docker.io, repository: "bitnami/*"}
            causes: [TAG_NOT_FOUND]
            explanation: We mirror these.
            remediation: Use mirror.corp.example/bitnami.
            example: bitnami/redis:7
        """;
    Path mine = file(entry.replace(right, wrong));

    // Then
    assertThatThrownBy(() -> KnownImages.withUserEntries(List.of(mine)))
        .isInstanceOf(RuleException.class)
        .hasMessageStartingWith(mine + ": line " + line + ": image 'mine': ")
        .hasMessageContaining(complaint);
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("images.yaml"), content);
  }
}
