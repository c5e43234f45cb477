package io.pulltriage.streams.query;

import java.util.function.Function;

/**
 * What was found, and what was looked at for it. Immutable.
 *
 * @param content as far as it could be had
 * @param completeness what could not be had or may be out of date
 */
public record Answer<T>(T content, Completeness completeness) {

  /** The same with other content. */
  public <R> Answer<R> map(Function<? super T, ? extends R> mapping) {
    return new Answer<>(mapping.apply(content), completeness);
  }

  /** Whether everything was looked at, and all of it at its owner. */
  public boolean isComplete() {
    return completeness.isComplete();
  }
}
