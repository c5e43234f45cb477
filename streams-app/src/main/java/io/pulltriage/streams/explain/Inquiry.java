package io.pulltriage.streams.explain;

import org.jspecify.annotations.Nullable;

/**
 * A message to explain.
 *
 * @param message what a kubelet or runtime said
 * @param reason the event's or waiting state's reason; null where unknown
 * @param image the image it is about, as a pod's spec writes it; null where unknown
 */
public record Inquiry(String message, @Nullable String reason, @Nullable String image) {}
