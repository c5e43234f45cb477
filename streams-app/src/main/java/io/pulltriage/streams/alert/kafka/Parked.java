package io.pulltriage.streams.alert.kafka;

import io.pulltriage.schemas.AlertKind;

/**
 * A message that was given up.
 *
 * @param sink for whom it was
 * @param kind what it is about
 * @param id of what
 * @param why what went wrong at last; no secret is in it
 */
public record Parked(String sink, AlertKind kind, String id, String why) {}
