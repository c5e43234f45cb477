package io.pulltriage.classifier;

import java.util.List;

/**
 * Why a message is classified as it is.
 *
 * @param classification what the message says
 * @param candidates the winner first, then those that lost to it, then those that do not hold,
 *     though something of them stands in the text
 */
public record Why(Classification classification, List<Candidate> candidates) {

  /** Copies the list, so that nobody changes it later. */
  public Why {
    candidates = List.copyOf(candidates);
  }

  /** How a rule fared. */
  public enum Outcome {
    /** It decides. */
    WON,
    /** It holds, but another one decides. */
    LOST,
    /** Something that it asks for is not so. */
    NO_MATCH
  }

  /**
   * A rule that was considered.
   *
   * @param rule its id
   * @param result what the message would be by it
   * @param users whether it is a user's rather than a bundled one
   * @param outcome how it fared
   * @param reason why, in words for people
   * @param matches what of it stands in the text, in the text's order
   */
  public record Candidate(
      String rule,
      Classification result,
      boolean users,
      Outcome outcome,
      String reason,
      List<Match> matches) {

    /** Copies the list, so that nobody changes it later. */
    public Candidate {
      matches = List.copyOf(matches);
    }
  }

  /**
   * A phrase that stands in the text.
   *
   * @param phrase as the rule spells it
   * @param start where it begins, counted in the text's {@code char}s from 0
   * @param end where it ends, exclusive
   * @param forbidden whether it must not stand there
   */
  public record Match(String phrase, int start, int end, boolean forbidden) {}
}
