/**
 * Tails live clusters: lists, then watches from there, and begins again wherever that ends. {@link
 * io.pulltriage.producer.watch.ClusterWatch} is one cluster, {@link
 * io.pulltriage.producer.watch.Fleet} all of them.
 *
 * <p>Streams are read through fabric8's HTTP client, which knows all ways of logging in, not
 * through its informers: those queue whole objects without a bound when whoever takes them is slow,
 * and do not tell when a connection is lost.
 */
@NullMarked
package io.pulltriage.producer.watch;

import org.jspecify.annotations.NullMarked;
