package io.pulltriage.standalone.deadletters;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which letters are meant; all that says nothing means all. Immutable.
 *
 * @param ids of the letters
 * @param topic that they came from, with or without the prefix
 * @param error a part of the error's class or text, in any case
 * @param key what the key begins with
 * @param since the earliest time of the record
 */
public record LetterFilter(Set<String> ids, String topic, String error, String key, Instant since)
    implements Predicate<DeadLetter> {

  /** Copies the set, so that nobody changes it later. */
  public LetterFilter {
    ids = Set.copyOf(ids);
  }

  @Override
  public boolean test(DeadLetter letter) {
    return (ids.isEmpty() || ids.contains(letter.id()))
        && (topic.isEmpty() || isTopic(letter.topic()))
        && (error.isEmpty() || contains(letter.error() + ' ' + letter.message(), error))
        && letter.key().startsWith(key)
        && !letter.time().isBefore(since);
  }

  private boolean isTopic(String name) {
    return name.equals(topic) || name.endsWith('.' + topic);
  }

  private static boolean contains(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
