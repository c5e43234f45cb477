package io.pulltriage.schemas.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityGateTest {

  private static final String POD =
      """
      {"type":"record","name":"Pod","fields":[
        {"name":"uid","type":"string"},
        {"name":"node","type":["null","string"],"default":null},
        {"name":"restarts","type":"int","default":0},
        {"name":"containers","default":[],"type":{"type":"array","items":
          {"type":"record","name":"Container","fields":[
            {"name":"image","type":"string"},
            {"name":"phase","default":"PULL","type":
              {"type":"enum","name":"Phase","symbols":["PULL","STARTUP"],"default":"PULL"}}]}}}]}
      """;

  private final CompatibilityGate gate = new CompatibilityGate("1.2.3");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      a renamed field              | "uid"                           | "podUid"                           | uid
      a renamed field in a record  | "image"                         | "picture"                          | containers[].image
      a renamed field with default | "restarts"                      | "starts"                           | restarts
      another type                 | "type":"int"                    | "type":"long"                      | restarts
      a narrower type              | ["null","string"]               | ["null"]                           | node
      a lost default               | "type":"int","default":0        | "type":"int"                       | restarts
      a new field without default  | {"name":"uid","type":"string"}, | {"name":"uid","type":"string"},{"name":"zone","type":"string"}, | zone
      """)
  void shouldRefuse(String change, String before, String after, String field) {
    assertThat(POD).as(change).contains(before);

    assertThat(gate.objections(parse(POD), parse(POD.replace(before, after))))
        .as(change)
        .anySatisfy(objection -> assertThat(objection).startsWith("Pod: ").contains(field, "field"))
        .anySatisfy(objection -> assertThat(objection).containsAnyOf("1.2.3", "default"));
  }

  @Test
  void shouldRefuseANewSymbolThatReadersHaveNoDefaultFor() {
    String withoutDefault = POD.replace("\"STARTUP\"],\"default\":\"PULL\"", "\"STARTUP\"]");
    String withSymbol = withoutDefault.replace("\"STARTUP\"]", "\"STARTUP\",\"RUN\"]");

    assertThat(gate.objections(parse(withoutDefault), parse(withSymbol)))
        .singleElement()
        .asString()
        .contains("Pod", "1.2.3", "containers[].phase", "RUN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      nothing                  | "uid"               | "uid"
      a new field with default | {"name":"uid",      | {"name":"zone","type":"string","default":""},{"name":"uid",
      a new symbol             | "PULL","STARTUP"]   | "PULL","STARTUP","RUN"]
      a new doc                | "name":"Pod",       | "name":"Pod","doc":"A pod.",
      """)
  void shouldAccept(String change, String before, String after) {
    assertThat(POD).as(change).contains(before);

    assertThat(gate.objections(parse(POD), parse(POD.replace(before, after)))).as(change).isEmpty();
  }

  private static Schema parse(String json) {
    return new Schema.Parser().parse(json);
  }
}
