package io.pulltriage.streams.query;

import io.pulltriage.schemas.ClusterStatus;
import java.time.Duration;

/**
 * How a cluster's collection stands.
 *
 * @param status as its producer last told
 * @param age how long ago that was, by this machine's clock; of a recording, how old it is.
 *     Producers tell every ten seconds: one that has been silent for minutes is not to be called
 *     healthy
 */
public record ClusterReport(ClusterStatus status, Duration age) {}
