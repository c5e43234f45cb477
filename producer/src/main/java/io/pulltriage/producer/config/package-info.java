/**
 * What a user may set, as a tree of records: each checks itself, and the path of a component in the
 * tree is its key. {@link io.pulltriage.producer.config.ProducerConfig} is the root.
 */
@NullMarked
package io.pulltriage.producer.config;

import org.jspecify.annotations.NullMarked;
