/**
 * What the tests of several modules share: a broker with our topics and a registry ({@link
 * KafkaFixture}), and makers of records whose fields all have a sensible value ({@link Pods},
 * {@link Events}, {@link Nodes}). Also quiets the logs of tests that have it on their class path.
 */
@NullMarked
package io.pulltriage.testkit;

import org.jspecify.annotations.NullMarked;
