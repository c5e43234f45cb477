package io.pulltriage.settings;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * How deep YAML is nested. Parsers read one level within another, so that a short file of brackets
 * could use up the stack; this reads event by event.
 */
public final class YamlDepth {

  /** Deeper than any file of settings or kubeconfig. */
  public static final int MAX = 64;

  private YamlDepth() {}

  /**
   * The first line, counted from 1, on which the content is nested deeper than {@link #MAX}; 0 when
   * it nowhere is.
   *
   * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException if it is no YAML up to there
   */
  public static int firstTooDeepLine(String content) {
    int depth = 0;
    for (Event event : new Parse(LoadSettings.builder().build()).parseString(content)) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        default -> {}
      }
      if (depth > MAX) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
      }
    }
    return 0;
  }
}
