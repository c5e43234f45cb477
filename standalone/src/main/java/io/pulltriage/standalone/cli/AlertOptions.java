package io.pulltriage.standalone.cli;

import io.pulltriage.settings.ConfigReader;
import io.pulltriage.streams.config.AnalyzerServiceConfig;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who is told of what is found. */
final class AlertOptions {

  @Option(
      names = "--alerts",
      paramLabel = "FILE",
      description =
          "YAML file, such as the analyzer's, of which 'alerts' counts; docs/alerting.md has examples.")
  private @Nullable Path file;

  @Option(
      names = "--alertmanager",
      paramLabel = "URL",
      description = "Tell this Alertmanager; may be repeated.")
  private List<String> alertmanagers = new ArrayList<>();

  /**
   * The settings that they stand for.
   *
   * @throws io.pulltriage.settings.ConfigException if they cannot be used
   */
  AlertsConfig config(Map<String, String> environment) {
    List<String> overrides = new ArrayList<>();
    for (String url : alertmanagers) {
      overrides.add("alerts.alertmanagers.manager-" + (overrides.size() + 1) + ".url=" + url);
    }
    Map<String, String> variables = file == null ? Map.of() : environment;
    return ConfigReader.read(AnalyzerServiceConfig.defaults(), file, variables, overrides).alerts();
  }
}
