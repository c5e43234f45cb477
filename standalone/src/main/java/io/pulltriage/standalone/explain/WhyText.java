package io.pulltriage.standalone.explain;

import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.Why;
import io.pulltriage.classifier.Why.Candidate;
import io.pulltriage.classifier.Why.Match;
import io.pulltriage.classifier.Why.Outcome;
import io.pulltriage.standalone.terminal.FieldBlock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** How each rule fared, for a person to read. Pure. */
public final class WhyText {

  /** Rules that do not hold are told up to here: the nearest ones. */
  private static final int OTHERS_TOLD = 5;

  private static final int AROUND = 60;
  private static final String OPENING = "»";
  private static final String CLOSING = "«";
  private static final String LEFT_OUT = "…";

  private WhyText() {}

  /** Adds the fields {@code matched}, {@code won}, {@code lost} and {@code no match} to a block. */
  public static void write(Why why, String text, FieldBlock block) {
    List<Candidate> candidates = why.candidates();
    List<Candidate> won = with(Outcome.WON, candidates);
    List<Match> matches =
        won.stream()
            .flatMap(candidate -> candidate.matches().stream())
            .filter(match -> !match.forbidden())
            .toList();
    if (!matches.isEmpty()) {
      block.field("matched", marked(text, matches));
    }
    if (candidates.isEmpty()) {
      block.field("why", "no word of any rule stands in the text, and no rule asks for its reason");
    }
    block.fields("won", won.stream().map(WhyText::line).toList());
    block.fields("lost", with(Outcome.LOST, candidates).stream().map(WhyText::line).toList());
    List<Candidate> others = with(Outcome.NO_MATCH, candidates);
    List<String> lines =
        new ArrayList<>(others.stream().limit(OTHERS_TOLD).map(WhyText::line).toList());
    if (others.size() > OTHERS_TOLD) {
      lines.add("and " + (others.size() - OTHERS_TOLD) + " more that share words with the text");
    }
    block.fields("no match", lines);
  }

  /** The text with its matches marked, and without what is far from any of them. */
  static String marked(String text, List<Match> matches) {
    List<Match> ordered = matches.stream().sorted(Comparator.comparingInt(Match::start)).toList();
    StringBuilder marked = new StringBuilder();
    int copied = 0;
    for (int i = 0; i < ordered.size(); i++) {
      int start = Math.max(copied, ordered.get(i).start());
      int end = ordered.get(i).end();
      while (i + 1 < ordered.size() && ordered.get(i + 1).start() <= end) {
        i++;
        end = Math.max(end, ordered.get(i).end());
      }
      if (end > start) {
        appendBetween(text, copied, start, marked);
        marked.append(OPENING).append(text, start, end).append(CLOSING);
        copied = end;
      }
    }
    int rest = Math.min(text.length(), copied + AROUND);
    return marked
        .append(text, copied, rest)
        .append(rest < text.length() ? LEFT_OUT : "")
        .toString();
  }

  private static void appendBetween(String text, int from, int to, StringBuilder out) {
    if (to - from <= 2 * AROUND) {
      out.append(text, from, to);
      return;
    }
    if (from > 0) {
      out.append(text, from, from + AROUND);
    }
    out.append(LEFT_OUT).append(text, to - AROUND, to);
  }

  private static List<Candidate> with(Outcome outcome, List<Candidate> candidates) {
    return candidates.stream().filter(candidate -> candidate.outcome() == outcome).toList();
  }

  private static String line(Candidate candidate) {
    String cause = candidate.result().cause().map(Enum::name).orElse(Classification.NOT_PULL);
    String found =
        candidate.matches().stream()
            .filter(match -> !match.forbidden())
            .map(match -> '"' + match.phrase() + '"')
            .distinct()
            .collect(Collectors.joining(", "));
    return "%s%s (%s): %s%s"
        .formatted(
            candidate.rule(),
            candidate.users() ? ", yours" : "",
            cause,
            candidate.reason(),
            found.isEmpty() ? "" : "; found " + found);
  }
}
