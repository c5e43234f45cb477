package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.OutbreakScope;

/**
 * Identity of a contribution, and of the outbreak that it may be part of: the same in every
 * cluster.
 *
 * @param scope how far the trouble reaches
 * @param key what is failing within that scope; may have slashes
 * @param fault which kind of failure; has no slash
 */
record ScopeKey(OutbreakScope scope, String key, String fault) {

  /** The key of a text that {@link #toString()} made. */
  static ScopeKey parse(String text) {
    int first = text.indexOf('/');
    int last = text.lastIndexOf('/');
    return new ScopeKey(
        OutbreakScope.valueOf(text.substring(0, first)),
        text.substring(first + 1, last),
        text.substring(last + 1));
  }

  /** {@code SCOPE/key/fault}. */
  @Override
  public String toString() {
    return scope.name() + '/' + key + '/' + fault;
  }
}
