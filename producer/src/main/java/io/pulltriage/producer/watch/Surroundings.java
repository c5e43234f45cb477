package io.pulltriage.producer.watch;

import io.pulltriage.background.BackgroundFailures;
import io.pulltriage.producer.config.WatchConfig;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * What all watches of a process share.
 *
 * @param config how to watch
 * @param clock tells the time
 * @param pool runs them
 * @param failures counts what fails on its threads
 * @param gate bounds lists
 * @param connections opens connections
 * @param hasRoom whether what is published finds room
 */
record Surroundings(
    WatchConfig config,
    Clock clock,
    Executor pool,
    BackgroundFailures failures,
    ListGate gate,
    ApiConnections connections,
    BooleanSupplier hasRoom) {}
