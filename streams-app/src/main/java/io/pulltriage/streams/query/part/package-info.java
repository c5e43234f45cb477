/**
 * The first layer of queries: answers from the parts of the stores that this instance has, as owner
 * or as copy. Every list is read lazily, in order, from all partitions at once, up to the page's
 * end.
 */
@NullMarked
package io.pulltriage.streams.query.part;

import org.jspecify.annotations.NullMarked;
