package io.pulltriage.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PublicSchemasTest {

  @Test
  void shouldTellOtherLanguagesNothingOfJava() {
    assertThat(PublicSchemas.byTopic(Topics.withDefaultPrefix()))
        .isNotEmpty()
        .allSatisfy((topic, schema) -> assertThat(schema.toString()).doesNotContain("java"));
  }
}
