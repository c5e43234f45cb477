package io.pulltriage.schemas.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Run with {@code -Dpulltriage.regenerate=true} it writes the page instead of comparing it. */
class RightsTest {

  private static final Path PAGE = Path.of("..", "docs", "security-kafka.md");
  private static final String BEGIN = "<!-- rights: generated from the program -->\n";
  private static final String END = "<!-- end of rights -->\n";

  private final Rights rights = new Rights(Topics.withDefaultPrefix(), "pulltriage-analyzer");

  @ParameterizedTest
  @EnumSource
  void shouldGrantNoRoleEverything(Role role) {
    assertThat(rights.of(role))
        .isNotEmpty()
        .allSatisfy(
            right -> {
              assertThat(right.operations()).doesNotContain(AclOperation.ALL);
              assertThat(right.resource().name()).startsWith("pulltriage").doesNotContain("*");
              assertThat(right.bindings("User:x")).hasSameSizeAs(right.operations());
            });
  }

  @Test
  void shouldWriteWhatKafkasCommandTakes() {
    assertThat(rights.of(Role.ANALYZER).stream().map(right -> right.arguments("User:analyzer")))
        .contains(
            "--add --allow-principal 'User:analyzer' --operation Read --operation DescribeConfigs"
                + " --topic 'pulltriage.pods'",
            "--add --allow-principal 'User:analyzer' --operation Write --transactional-id"
                + " 'pulltriage-analyzer-' --resource-pattern-type prefixed");
  }

  @Test
  void shouldHaveTheTablesOnThePage() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    String updated = page.substring(0, begin) + tables() + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("pulltriage.regenerate")) {
      Files.writeString(PAGE, updated);
    }

    assertThat(PAGE)
        .as(
            "docs/security-kafka.md is out of date; regenerate it with: mvn -q -pl schemas test"
                + " -Dtest=RightsTest -Dpulltriage.regenerate=true")
        .hasContent(updated);
  }

  private String tables() {
    StringBuilder tables = new StringBuilder();
    for (Role role : Role.values()) {
      tables
          .append("\n### ")
          .append(role.name().toLowerCase(java.util.Locale.ROOT))
          .append("\nFor ")
          .append(role.description())
          .append(".\n\n| on | may | why |\n|---|---|---|\n");
      rights.of(role).forEach(right -> tables.append(row(right)));
    }
    return tables.append('\n').toString();
  }

  private static String row(Right right) {
    String name = right.resource().name();
    List<String> operations = right.operations().stream().map(Right::name).toList();
    return "| %s `%s` | %s | %s |\n"
        .formatted(
            right
                .resource()
                .resourceType()
                .name()
                .toLowerCase(java.util.Locale.ROOT)
                .replace('_', ' '),
            right.resource().patternType() == PatternType.PREFIXED ? name + "*" : name,
            String.join(", ", operations),
            right.reason());
  }
}
