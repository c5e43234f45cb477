package io.pulltriage.standalone.terminal;

import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the terminal. Java cannot tell for each stream whether a person reads it, so the
 * launcher looks and hands it over as system properties.
 *
 * @param inputInteractive whether standard input is typed by a person
 * @param errorInteractive whether standard error is a terminal on which a line can be rewritten
 * @param width columns that standard output has room for
 * @param colored whether standard output may carry colours
 */
public record Screen(
    boolean inputInteractive, boolean errorInteractive, int width, boolean colored) {

  /** Columns where nothing tells how many there are. */
  public static final int DEFAULT_WIDTH = 120;

  private static final int MIN_WIDTH = 40;
  private static final int MAX_WIDTH = 400;

  /** Keeps the width within what the layouts can do: 40 to 400 columns. */
  public Screen {
    width = Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, width));
  }

  /**
   * Reads {@code pulltriage.tty} (which of {@code in}, {@code out}, {@code err} are terminals) and
   * {@code pulltriage.columns} from the properties; {@code COLUMNS}, {@code TERM}, {@code
   * NO_COLOR}, {@code CLICOLOR} and {@code CLICOLOR_FORCE} from the environment.
   */
  public static Screen detect(Properties properties, Map<String, String> environment) {
    String terminals = properties.getProperty("pulltriage.tty", "");
    boolean dumb = "dumb".equals(environment.get("TERM"));
    return new Screen(
        terminals.contains("in"),
        terminals.contains("err") && !dumb,
        width(environment.get("COLUMNS"), properties.getProperty("pulltriage.columns")),
        colored(terminals.contains("out") && !dumb, environment));
  }

  private static int width(@Nullable String... candidates) {
    for (String candidate : candidates) {
      if (candidate != null && candidate.matches("[1-9][0-9]{0,5}")) {
        return Integer.parseInt(candidate);
      }
    }
    return DEFAULT_WIDTH;
  }

  /** See no-color.org and bixense.com/clicolors. */
  private static boolean colored(boolean capable, Map<String, String> environment) {
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return false;
    }
    if (!environment.getOrDefault("CLICOLOR_FORCE", "0").equals("0")) {
      return true;
    }
    return capable && !"0".equals(environment.get("CLICOLOR"));
  }
}
