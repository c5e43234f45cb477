package io.pulltriage.classifier;

import java.util.List;

/**
 * An environment variable that an image does not start without.
 *
 * @param anyOf names of which at least one must be set
 * @param explanation what it is for and what happens without it
 */
public record EnvironmentNeed(List<String> anyOf, String explanation) {

  /** Copies the list, so that nobody changes it later. */
  public EnvironmentNeed {
    anyOf = List.copyOf(anyOf);
  }
}
