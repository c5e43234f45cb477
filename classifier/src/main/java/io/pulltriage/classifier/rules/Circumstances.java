package io.pulltriage.classifier.rules;

import io.pulltriage.classifier.Message;
import io.pulltriage.classifier.rules.Wording.Context;
import java.util.Collection;
import java.util.stream.Stream;

/**
 * All reasons and runtimes that rules speak of, numbered.
 *
 * @param reasons of events and states
 * @param runtimes without versions
 */
record Circumstances(NameTable reasons, NameTable runtimes) {

  /**
   * What is known of a message beside its text, as numbers.
   *
   * @param reason a number of the reasons
   * @param runtime a number of the runtimes
   */
  record Circumstance(int reason, int runtime) {}

  static Circumstances of(Collection<Rule> rules, Wording wording) {
    Stream<String> ofRules =
        rules.stream().flatMap(rule -> rule.circumstances().reasons().stream());
    Stream<String> ofContexts =
        wording.contexts().stream().map(Context::reasons).flatMap(Collection::stream);
    return new Circumstances(
        new NameTable(Stream.concat(ofRules, ofContexts).toList()),
        new NameTable(
            rules.stream().flatMap(rule -> rule.circumstances().runtimes().stream()).toList()));
  }

  Circumstance read(Message message) {
    return new Circumstance(
        reasons.number(message.reason()), runtimes.numberBeforeColon(message.runtime()));
  }
}
