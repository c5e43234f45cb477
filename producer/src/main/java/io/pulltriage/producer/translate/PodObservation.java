package io.pulltriage.producer.translate;

import io.pulltriage.schemas.PodSnapshot;

/**
 * A pod as the API server told it.
 *
 * @param snapshot what may be published of it; its revision is always 0
 * @param ended whether the pod as a whole was ended from outside, as by an eviction or a node's
 *     shutdown: its object stays, but nothing will run in it again and its containers are not to
 *     blame
 */
public record PodObservation(PodSnapshot snapshot, boolean ended) {}
