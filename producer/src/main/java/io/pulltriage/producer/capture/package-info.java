/**
 * Recorded watch streams, fed through the same translation and the same decisions as live ones.
 * Reads folders through {@link java.nio.file.Path} alone, so that a capture may lie in an archive.
 */
@NullMarked
package io.pulltriage.producer.capture;

import org.jspecify.annotations.NullMarked;
