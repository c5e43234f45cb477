package io.pulltriage.streams.query;

import io.pulltriage.settings.ConfigReader;
import io.pulltriage.streams.config.AnalyzerServiceConfig;
import io.pulltriage.streams.service.AnalyzerService;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The analyzer in a process of its own; the arguments are its settings. */
final class InstanceMain {

  private InstanceMain() {}

  /** Runs until it is ended, the analyzer fails, or who started it is gone. */
  public static void main(String[] arguments) throws Exception {
    Thread parent = new Thread(InstanceMain::endWithParent, "end-with-parent");
    parent.setDaemon(true);
    parent.start();
    AnalyzerServiceConfig config =
        ConfigReader.read(AnalyzerServiceConfig.defaults(), null, Map.of(), List.of(arguments));
    try (AnalyzerService service = AnalyzerService.start(config, null, System.getenv())) {
      service.watch(Duration.ofDays(1));
    }
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is said to it.
      }
    } catch (IOException e) {
      // Nobody is left to say anything.
    }
    Runtime.getRuntime().halt(1);
  }
}
