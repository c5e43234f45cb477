package io.pulltriage.standalone.cli;

import io.pulltriage.streams.config.alerts.AlertsConfig;

/**
 * What a file about alerts may say. Public because settings are bound by reflection.
 *
 * @param alerts who is told
 */
public record AlertSettings(AlertsConfig alerts) {

  static AlertSettings defaults() {
    return new AlertSettings(AlertsConfig.defaults());
  }
}
