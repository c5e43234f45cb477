package io.pulltriage.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replya          | unknown command 'replya'; did you mean replay
          expain          | unknown command 'expain'; did you mean explain
          replay --onse x | unknown option '--onse'; did you mean --once?
          demo --outptu x | unknown option '--outptu'; did you mean --output?
          """)
  void shouldNameTheNearestKnownWord(String words, String expected) {
    // When
    Outcome outcome = Outcome.of(words.split(" "));

    // Then
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains(expected).contains("--help'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replay              | Missing required parameter: 'CAPTURE'; or --from-kafka
          replay x --since 3h | --since needs --from-kafka
          replay x --apply    | --apply needs --from-kafka
          replay x --bootstrap-server a:1 | --bootstrap-server needs --from-kafka
          replay x --schema-registry a | --schema-registry needs --from-kafka
          replay x --topic-prefix a | --topic-prefix needs --from-kafka
          replay x --kafka-property a=b | --kafka-property needs --from-kafka
          replay x --kafka-config a | --kafka-config needs --from-kafka
          replay --from-kafka x | 'x' is for captures, which --from-kafka does not read
          replay --from-kafka --once | --once is for captures
          replay --from-kafka --speed 2x | --speed is for captures
          replay --from-kafka | --from-kafka needs --bootstrap-server
          replay --from-kafka --bootstrap-server a:1 | --from-kafka needs --schema-registry
          replay --from-kafka --kafka-property a | --kafka-property takes KEY=VALUE, not 'a'
          replay --from-kafka --since yesterday | 'yesterday' is neither a time such as
          rules               | no command given: test, list, show or unread
          rules test          | Missing required parameter: 'FILE'
          rules show no-such  | there is no rule 'no-such'
          rules unread x      | 'x': messages are read from standard input, as -
          replay x --speed 5y | '5y' is not a speed
          replay x --speed 0x | '0x' is not a speed
          replay x --output a | 'a' is not one of table, json
          explain x --output a| 'a' is not one of text, json
          demo --port 65536   | '65536' is not a port
          demo --port x       | 'x' is not an int
          demo extra          | one argument too many: 'extra'
          explain two words   | one argument too many: 'words'; words with spaces
          explain --no-such   | unknown option '--no-such'; an argument that begins with - goes after --
          """)
  void shouldSayWhatIsWrongInTwoLinesOnStandardError(String words, String expected) {
    // When
    Outcome outcome = Outcome.of(words.split(" "));

    // Then
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.errLines()).hasSize(2);
    assertThat(outcome.errLines().get(0)).contains(expected);
  }

  @Test
  void shouldAskForACommandWhereThereIsNone() {
    // When
    Outcome outcome = Outcome.of();

    // Then
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("no command given");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "help", "demo --help", "replay -h", "explain --help"})
  void shouldPrintHelpOnStandardOutput(String words) {
    // When
    Outcome outcome = Outcome.of(words.split(" "));

    // Then
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).startsWith("Usage: pulltriage").doesNotContain("\u001b");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void shouldSayWhichVersionItIs() {
    // When
    Outcome outcome = Outcome.of("--version");

    // Then
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).matches("pulltriage \\d+\\.\\d+\\.\\d+\\S* \\(Java 1?\\d.*\\)\\R");
  }

  @Test
  void shouldWriteOutWhatATerminalMightObeyInAnArgument() {
    // When
    Outcome outcome = Outcome.of("\u001b[31mred");

    // Then
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).doesNotContain("\u001b").contains("\\u001b[31mred");
  }
}
