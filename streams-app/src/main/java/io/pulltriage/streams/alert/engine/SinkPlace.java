package io.pulltriage.streams.alert.engine;

import io.pulltriage.streams.alert.decide.SinkPolicy;

/**
 * A sink as the desk knows it.
 *
 * @param policy how it is told
 * @param batch how many messages it takes at once
 */
public record SinkPlace(SinkPolicy policy, int batch) {}
