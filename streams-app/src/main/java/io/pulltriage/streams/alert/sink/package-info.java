/**
 * Where alerts go: Alertmanagers, webhooks, Slack; one contract, {@link
 * io.pulltriage.streams.alert.sink.AlertSink}.
 */
@NullMarked
package io.pulltriage.streams.alert.sink;

import org.jspecify.annotations.NullMarked;
