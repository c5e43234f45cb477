package io.pulltriage.producer.capture;

/**
 * A part of a capture that cannot be used; the rest is.
 *
 * @param file path of the file
 * @param line number of the line, from 1; 0 for the file as a whole
 * @param message what is wrong with it, with credentials masked
 */
public record CaptureProblem(String file, long line, String message) {}
