package io.pulltriage.streams.alert.engine;

import io.pulltriage.streams.config.alerts.DigestConfig;
import io.pulltriage.streams.config.alerts.RetryConfig;

/**
 * How a desk tells, whomever it tells.
 *
 * @param digest when many alerts become one message
 * @param retry what becomes of a message that was not taken
 * @param quietStart whether what fails already when a sink is new is told as a digest
 */
public record DeskConfig(DigestConfig digest, RetryConfig retry, boolean quietStart) {}
