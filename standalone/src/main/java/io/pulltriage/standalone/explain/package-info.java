/** Classifies messages that are given by hand or by the line, without Kafka. */
@NullMarked
package io.pulltriage.standalone.explain;

import org.jspecify.annotations.NullMarked;
