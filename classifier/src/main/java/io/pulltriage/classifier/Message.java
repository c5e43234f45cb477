package io.pulltriage.classifier;

import org.jspecify.annotations.Nullable;

/**
 * A text to classify, with what is known about where it stood.
 *
 * @param text the message as it was said
 * @param reason the event's or waiting state's reason, such as {@code Failed} or {@code
 *     ImagePullBackOff}; null where unknown
 * @param runtime the container runtime of the node, such as {@code containerd}; null where unknown
 */
public record Message(String text, @Nullable String reason, @Nullable String runtime) {

  /** A message of which nothing but its text is known. */
  public static Message of(String text) {
    return new Message(text, null, null);
  }
}
