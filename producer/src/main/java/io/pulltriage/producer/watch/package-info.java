/**
 * Tails live clusters: lists, then watches from there, and begins again wherever that ends. {@link
 * io.pulltriage.producer.watch.ClusterWatch} is one cluster, {@link
 * io.pulltriage.producer.watch.Fleet} all of them.
 *
 * <p>Streams are read through fabric8's HTTP client, which knows all ways of logging in, not
 * through its informers; {@code docs/adr} says why. A stream ({@link
 * io.pulltriage.producer.watch.KindStream}) lists, page by page, and watches from there; what it
 * reads it hands to its cluster, which decides whether the connection is to be given up.
 */
@NullMarked
package io.pulltriage.producer.watch;

import org.jspecify.annotations.NullMarked;
