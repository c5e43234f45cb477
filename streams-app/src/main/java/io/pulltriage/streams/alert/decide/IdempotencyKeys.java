package io.pulltriage.streams.alert.decide;

import io.pulltriage.streams.alert.subject.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/**
 * Names of messages: the same message has the same name whenever and by whomever it is sent again,
 * so that a receiver can tell a repetition. Pure.
 */
public final class IdempotencyKeys {

  private IdempotencyKeys() {}

  /**
   * Of the message after those that were told.
   *
   * @param since when the subject was first met, which stays the same though earlier failures
   *     become known
   */
  public static String of(Subject subject, Instant since, Told told, Change change) {
    return named(
        String.join(
            "\n",
            subject.kind().name(),
            subject.id(),
            since.toString(),
            change.name(),
            Integer.toString(told.messages())));
  }

  /** Of a digest of such messages. */
  public static String ofDigest(Collection<String> messages) {
    return named(String.join("\n", messages.stream().sorted().toList()));
  }

  private static String named(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
