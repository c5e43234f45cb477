package io.pulltriage.streams.alert.decide;

import io.pulltriage.schemas.AlertSilence;
import io.pulltriage.streams.config.alerts.SelectionConfig;
import io.pulltriage.streams.config.alerts.SilenceConfig;
import java.time.Instant;
import java.util.Locale;

/**
 * A time for which nobody is told of what it matches. Immutable and thread-safe.
 *
 * @param id what it is known by
 * @param match what it matches
 * @param until when it ends
 * @param createdBy who made it
 * @param comment why
 */
public record Silence(
    String id, SelectionConfig match, Instant until, String createdBy, String comment) {

  private static final String CONFIGURED = "config/";

  /** One of the configuration. */
  public static Silence configured(String name, SilenceConfig config) {
    return new Silence(
        CONFIGURED + name, config.match(), config.end(), "configuration", config.comment());
  }

  /**
   * One that was made while the application ran.
   *
   * @throws IllegalArgumentException if it matches by a word that does not exist
   */
  public static Silence of(AlertSilence silence) {
    return new Silence(
        silence.getId(),
        new SelectionConfig(
            silence.getKinds(),
            silence.getCauses(),
            silence.getSeverities().stream().map(one -> one.toLowerCase(Locale.ROOT)).toList(),
            silence.getPhases().stream().map(one -> one.toLowerCase(Locale.ROOT)).toList(),
            silence.getClusters(),
            silence.getNamespaces()),
        silence.getUntil(),
        silence.getCreatedBy(),
        silence.getComment());
  }

  /** Whether it is of the configuration, which alone can end it. */
  public boolean isConfigured() {
    return id.startsWith(CONFIGURED);
  }

  /** The record that keeps it. */
  public AlertSilence toRecord() {
    return AlertSilence.newBuilder()
        .setId(id)
        .setUntil(until)
        .setCreatedBy(createdBy)
        .setComment(comment)
        .setKinds(match.kinds())
        .setCauses(match.causes())
        .setSeverities(match.severities())
        .setPhases(match.phases())
        .setClusters(match.clusters())
        .setNamespaces(match.namespaces())
        .build();
  }

  /** Whether nobody is to be told of the subject at that time. */
  public boolean silences(Subject subject, Instant time) {
    return time.isBefore(until) && new Selection(match).matches(subject);
  }
}
