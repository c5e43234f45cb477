package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.internal.MemberState;
import io.pulltriage.schemas.internal.ScopeShare;
import io.pulltriage.schemas.internal.ScopeVerdict;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which outbreak an incident is part of, by the blames that explain it and what is known of their
 * scopes. Pure, and as thread-safe as what it looks up by.
 *
 * @param shares what its cluster adds to scopes, by the id of the blame
 * @param verdicts whether those shares are part of an outbreak, by the same; none for what has not
 *     been told yet
 */
record MemberRule(
    Function<String, Optional<ScopeShare>> shares,
    Function<String, Optional<ScopeVerdict>> verdicts) {

  /**
   * The outbreak of an incident. While it fails, that of a blame that explains it: the one it had,
   * or that of most of its pods. What a scope has not told yet changes nothing: an incident goes
   * straight from a narrow outbreak to the wide one. When it has ended, it keeps what it had; it
   * may still learn that its trouble was an outbreak.
   */
  Optional<String> outbreak(MemberState member) {
    if (member.getScopes().isEmpty()) {
      return member.getEndedAt().isEmpty()
          ? Optional.empty()
          : member.getOutbreak().or(() -> late(member));
    }
    List<String> open =
        member.getScopes().stream().flatMap(scope -> open(scope).stream()).distinct().toList();
    if (!open.isEmpty()) {
      return member.getOutbreak().filter(open::contains).or(() -> Optional.of(open.get(0)));
    }
    return member.getScopes().stream().allMatch(scope -> verdicts.apply(scope).isPresent())
        ? Optional.empty()
        : member.getOutbreak();
  }

  private Optional<String> late(MemberState member) {
    return member
        .getLastScope()
        .filter(scope -> shares.apply(scope).filter(share -> isWithin(member, share)).isPresent())
        .flatMap(this::open);
  }

  /** A share that began after the incident had ended is of another time. */
  private static boolean isWithin(MemberState member, ScopeShare share) {
    return member.getEndedAt().filter(end -> !end.isBefore(share.getSince())).isPresent();
  }

  private Optional<String> open(String scope) {
    return verdicts.apply(scope).flatMap(ScopeVerdict::getOutbreak);
  }
}
