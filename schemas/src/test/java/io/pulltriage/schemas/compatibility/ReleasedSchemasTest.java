package io.pulltriage.schemas.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReleasedSchemasTest {

  private static final String WHAT_TO_DO =
      """
      Give a new field a default, an enum a default for symbols it does not know, and leave the \
      names, types and defaults of released fields alone.
      While 0.1.0 has not been released, its schemas may be recorded anew:
        mvn -q test-compile exec:java -pl schemas -Dexec.args=0.1.0
      The same command, with the new version, adds a release.
      """;

  @ParameterizedTest
  @MethodSource("versions")
  void shouldReadAndBeReadByEachRelease(String version) {
    CompatibilityGate gate = new CompatibilityGate(version);
    Map<String, Schema> now = PublicRecords.now();

    List<String> objections = new ArrayList<>();
    ReleasedSchemas.of(version)
        .forEach(
            (name, released) ->
                objections.addAll(
                    now.containsKey(name)
                        ? gate.objections(released, now.get(name))
                        : List.of("%s of %s is gone".formatted(name, version))));

    assertThat(objections).as(WHAT_TO_DO).isEmpty();
  }

  @Test
  void shouldHaveEveryPublicRecordOnRecord() {
    assertThat(ReleasedSchemas.versions()).as(WHAT_TO_DO).isNotEmpty();
    assertThat(ReleasedSchemas.of(newest()).keySet())
        .as(WHAT_TO_DO)
        .containsAll(PublicRecords.now().keySet());
  }

  static List<String> versions() {
    return ReleasedSchemas.versions();
  }

  private static String newest() {
    List<String> versions = ReleasedSchemas.versions();
    return versions.get(versions.size() - 1);
  }
}
