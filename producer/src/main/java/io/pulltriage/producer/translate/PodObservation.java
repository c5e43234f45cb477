package io.pulltriage.producer.translate;

import io.pulltriage.schemas.PodSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A pod as the API server told it.
 *
 * @param snapshot what may be published of it; its revision is always 0
 * @param ended whether the pod as a whole was ended from outside, as by an eviction or a node's
 *     shutdown: its object stays, but nothing will run in it again and its containers are not to
 *     blame
 * @param mirrorOf UID under which the kubelet tells of the static pod that this one mirrors; null
 *     for any other pod
 */
public record PodObservation(PodSnapshot snapshot, boolean ended, @Nullable String mirrorOf) {}
