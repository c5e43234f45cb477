package io.pulltriage.producer.capture;

import java.time.Instant;

/**
 * How far a capture has been fed.
 *
 * @param bytesRead bytes of its files read so far, compressed where they are
 * @param bytesTotal bytes of all its files
 * @param facts watch events fed so far
 * @param time time of the newest of them
 */
public record CaptureProgress(long bytesRead, long bytesTotal, long facts, Instant time) {}
