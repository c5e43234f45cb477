package io.pulltriage.classifier;

import java.util.List;

/**
 * What the knowledge base says about an image that fails.
 *
 * @param id which entry of the knowledge base
 * @param explanation what is known about the image, in a sentence or two
 * @param remediation what to do about it, before the catalogue's own steps
 */
public record ImageAdvice(String id, String explanation, List<Step> remediation) {

  /** Copies the list, so that nobody changes it later. */
  public ImageAdvice {
    remediation = List.copyOf(remediation);
  }
}
