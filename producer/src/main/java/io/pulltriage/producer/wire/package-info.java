/**
 * What the Kubernetes API sends, line by line: the same for a watch that goes on now and for one
 * that was recorded.
 */
@NullMarked
package io.pulltriage.producer.wire;

import org.jspecify.annotations.NullMarked;
