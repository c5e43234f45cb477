package io.pulltriage.streams.api;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pulltriage.streams.explain.Explainer;
import io.pulltriage.streams.query.ReadModel;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the REST interface is about.
 *
 * @param readModel answers questions and tells of changes
 * @param explainer explains messages
 * @param illness why the instance cannot go on; empty while it is well
 * @param obstacles what keeps the instance from serving; empty while it is ready
 * @param registry numbers, to which those of the server are added
 * @param clock tells what time it is
 */
public record ApiServices(
    ReadModel readModel,
    Explainer explainer,
    Supplier<List<String>> illness,
    Supplier<List<String>> obstacles,
    PrometheusMeterRegistry registry,
    InstantSource clock) {}
