/** Reads again, with today's rules, what a Kafka still has of the past, and says what differs. */
@NullMarked
package io.pulltriage.standalone.reclassify;

import org.jspecify.annotations.NullMarked;
