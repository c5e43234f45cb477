package io.pulltriage.streams.alert.text;

import io.pulltriage.streams.alert.decide.Change;
import io.pulltriage.streams.alert.decide.Subject;
import io.pulltriage.streams.alert.text.AlertMessage.About;
import io.pulltriage.streams.alert.text.AlertMessage.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages in Slack's mrkdwn. Immutable and thread-safe. */
public final class SlackText {

  /** Slack cuts at 40,000; nobody reads that much. */
  private static final int LONGEST = 3_500;

  private static final int DIGEST_ENTRIES = 10;
  private static final String INVISIBLE = "\u200b";

  private final AlertText text;

  /** Messages with such texts and links. */
  public SlackText(AlertText text) {
    this.text = text;
  }

  /** The message. */
  public String of(AlertMessage message) {
    String whole = message instanceof About about ? one(about) : many((Digest) message);
    return SafeText.shortened(whole, LONGEST);
  }

  private String one(About about) {
    Subject subject = about.subject();
    StringBuilder out = new StringBuilder();
    out.append(mark(about)).append(' ').append(escaped(text.summary(subject)));
    link(out, "page", text.links().page(subject));
    if (about.change() == Change.RESOLVED) {
      return out.toString();
    }
    out.append('\n').append(escaped(text.description(subject)));
    for (String line : text.evidence(subject)) {
      out.append("\n> ").append(escaped(line));
    }
    List<String> steps = text.steps(subject);
    for (int i = 0; i < steps.size(); i++) {
      out.append('\n').append(i + 1).append(". ").append(escaped(steps.get(i)));
    }
    link(out.append('\n'), "runbook", text.links().runbook(subject.cause()));
    return out.toString();
  }

  private String many(Digest digest) {
    DigestCounts counts = DigestCounts.of(digest);
    StringBuilder out = new StringBuilder();
    out.append(
        digest.backlog()
            ? ":card_index_dividers: *Already failing when alerting began*"
            : ":card_index_dividers: *Many alerts at once*");
    out.append(": ").append(counts.open()).append(" open");
    if (counts.resolved() > 0) {
      out.append(", ").append(counts.resolved()).append(" over");
    }
    text.links().home().ifPresent(home -> out.append(" <").append(home).append("|page>"));
    for (Map.Entry<String, Integer> cause : counts.openByCause().entrySet()) {
      out.append("\n• ").append(cause.getValue()).append(" × ").append(cause.getKey());
    }
    for (About about : counts.foremost(DIGEST_ENTRIES)) {
      out.append('\n').append(mark(about)).append(' ');
      out.append(escaped(text.summary(about.subject())));
    }
    int more = digest.entries().size() - DIGEST_ENTRIES;
    return more > 0 ? out.append("\nand ").append(more).append(" more").toString() : out.toString();
  }

  private static String mark(About about) {
    return switch (about.change()) {
      case RESOLVED -> ":white_check_mark: *over*";
      case CHANGED -> severity(about.subject()) + " (changed)";
      case OPENED, REFRESHED -> severity(about.subject());
    };
  }

  private static String severity(Subject subject) {
    return switch (subject.severity()) {
      case CRITICAL -> ":rotating_light: *critical*";
      case WARNING -> ":warning: *warning*";
      case INFO -> ":information_source: *info*";
    };
  }

  private static void link(StringBuilder out, String word, Optional<String> address) {
    address.ifPresent(to -> out.append(" <").append(to).append('|').append(word).append('>'));
  }

  /**
   * Slack's three characters as it wants them; what it would take for formatting is kept apart from
   * its neighbour by a character of no width.
   */
  static String escaped(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("(?<=^|[^\\p{Alnum}])([*_~`])", INVISIBLE + "$1");
  }
}
