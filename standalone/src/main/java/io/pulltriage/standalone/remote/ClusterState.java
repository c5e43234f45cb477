package io.pulltriage.standalone.remote;

import io.pulltriage.schemas.ClusterStatus;

/**
 * How a cluster's collection stands.
 *
 * @param status as its producer last told
 * @param health how far what is known of it can be relied on
 * @param ageSeconds how long ago its producer told
 */
public record ClusterState(ClusterStatus status, String health, long ageSeconds) {}
