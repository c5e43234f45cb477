package io.pulltriage.streams.query;

/**
 * What was found, and how far had been read. Immutable.
 *
 * @param content of the whole installation
 * @param asOf how far this instance had read before it looked
 */
public record Answer<T>(T content, AsOf asOf) {}
