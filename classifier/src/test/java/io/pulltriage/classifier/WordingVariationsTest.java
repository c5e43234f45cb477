package io.pulltriage.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same thing said in another way, about another image or another host, has the same cause. */
class WordingVariationsTest {

  private static final Classifier CLASSIFIER = Classifier.bundled();

  private static final List<LabelledMessages> MESSAGES =
      Stream.of(
              "/corpus/messages.jsonl",
              "/corpus/messages-2.jsonl",
              "/corpus/wordings.jsonl",
              "/corpus/later-wordings.jsonl")
          .flatMap(corpus -> LabelledMessages.read(corpus).stream())
          // Where nothing else tells a cause, a code may.
          .filter(labelled -> !labelled.cause().equals(Cause.UNKNOWN.name()))
          .toList();

  private static final Pattern PULL = Pattern.compile("Failed to pull image (\"[^\"]*\"): (.*)");

  private static final Pattern ADDRESS =
      Pattern.compile("(dial tcp |read tcp |->|on )\\d{1,3}(?:\\.\\d{1,3}){3}(:\\d+)");

  private static final Pattern LONG_DIGEST = Pattern.compile("\\b[0-9a-f]{64}\\b");

  /** A digest that is full of numbers that would mean something elsewhere. */
  private static final String TELLING_DIGEST = "429500503404403401".repeat(4).substring(0, 64);

  /** What is changed; a message that it does not fit stays as it is. */
  enum Variation {
    LOWER_CASE(text -> text.toLowerCase(Locale.ROOT)),
    UPPER_CASE(text -> text.toUpperCase(Locale.ROOT)),
    ESCAPED(WordingVariationsTest::escaped),
    ESCAPED_TWICE(text -> escaped(escaped(text))),
    BACKTICKS(text -> text.replace('"', '`')),
    APOSTROPHES(text -> text.contains("'") ? text : text.replace('"', '\'')),
    WIDE_SPACES(text -> "  " + text.replace(" ", "  ") + " \n"),
    FULL_STOP(text -> text + "."),
    CONTAINER_PREFIX(text -> "spec.containers{app}: " + text),
    REPEATED_PREFIX(text -> "(combined from similar events): " + text),
    INTERNET_PROTOCOL_6(text -> ADDRESS.matcher(text).replaceAll("$1[2001:db8::5]$2")),
    TELLING_DIGESTS(text -> LONG_DIGEST.matcher(text).replaceAll(TELLING_DIGEST)),
    WAITING_STATE(text -> rewritten(text, "ErrImagePull: $2")),
    BACK_OFF(text -> rewritten(text, "Back-off pulling image $1: ErrImagePull: $2")),
    CODE_UNAVAILABLE(text -> withCode(text, "Unavailable")),
    CODE_NOT_FOUND(text -> withCode(text, "NotFound")),
    CODE_DEADLINE_EXCEEDED(text -> withCode(text, "DeadlineExceeded")),
    CODE_PERMISSION_DENIED(text -> withCode(text, "PermissionDenied")),
    CODE_RESOURCE_EXHAUSTED(text -> withCode(text, "ResourceExhausted")),
    CODE_UNAUTHENTICATED(text -> withCode(text, "Unauthenticated")),
    KUBELET_LOG(WordingVariationsTest::logged);

    @SuppressWarnings("ImmutableEnumChecker") // The functions keep nothing.
    private final UnaryOperator<String> change;

    Variation(UnaryOperator<String> change) {
      this.change = change;
    }

    Message of(Message message) {
      return new Message(change.apply(message.text()), message.reason(), message.runtime());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadTheSameCause(Variation variation) {
    // When
    List<String> misread =
        MESSAGES.stream()
            .map(LabelledMessages::message)
            .filter(message -> !cause(message).equals(cause(variation.of(message))))
            .map(message -> cause(variation.of(message)) + ": " + variation.of(message).text())
            .toList();

    // Then
    assertThat(misread).isEmpty();
  }

  private static String cause(Message message) {
    return CLASSIFIER.classify(message).cause().map(Enum::name).orElse(Classification.NOT_PULL);
  }

  private static String rewritten(String text, String replacement) {
    var pull = PULL.matcher(text);
    return pull.matches() ? pull.replaceAll(replacement) : text;
  }

  private static String withCode(String text, String code) {
    return text.contains("rpc error")
        ? text
        : rewritten(text, "Failed to pull image $1: rpc error: code = " + code + " desc = $2");
  }

  private static String logged(String text) {
    String message = rewritten(text, "Back-off pulling image $1: ErrImagePull: $2");
    return message.equals(text)
        ? text
        : "E1117 12:00:00.000000 1 pod_workers.go:1301] \"Error syncing pod, skipping\" err="
            + quoted(
                "failed to \"StartContainer\" for \"app\" with ImagePullBackOff: "
                    + quoted(message))
            + " pod=\"shop/api-1\" podUID=\"8b6e4258-bd49-11e8-b2a6-080027f0cc2a\"";
  }

  private static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t");
  }
}
