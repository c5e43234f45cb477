/**
 * The second and third layer of queries: who has which part, asking the other instances over HTTP,
 * and putting their answers together.
 */
@NullMarked
package io.pulltriage.streams.query.fleet;

import org.jspecify.annotations.NullMarked;
