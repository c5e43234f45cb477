package io.pulltriage.settings;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads a YAML file as settings that know their lines; nested keys and dotted ones are the same.
 */
final class YamlSettings {

  private final String file;
  private final List<String> problems;
  private final List<Given> given = new ArrayList<>();

  private YamlSettings(String file, List<String> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** What the file sets; what is wrong with it is added to the problems. */
  static List<Given> read(String file, String content, List<String> problems) {
    YamlSettings settings = new YamlSettings(file, problems);
    try {
      int deep = YamlDepth.firstTooDeepLine(content);
      if (deep > 0) {
        problems.add(file + ":" + deep + ": is nested more than " + YamlDepth.MAX + " levels deep");
        return settings.given;
      }
      new Compose(LoadSettings.builder().setLabel(file).build())
          .composeString(content)
          .ifPresent(node -> settings.collect("", node));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      problems.add(file + ":" + line + ": is not valid YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add(file + ": is not valid YAML: " + e.getMessage());
    }
    return settings.given;
  }

  private void collect(String path, Node node) {
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(tuple -> collect(path, tuple));
    } else if (path.isEmpty()) {
      problems.add(origin(node) + ": keys and values are expected");
    } else if (node instanceof SequenceNode sequence) {
      given.add(new Given(path, items(path, sequence), true, origin(node)));
    } else if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      given.add(Given.text(path, scalar.getValue().strip(), origin(node)));
    }
  }

  private void collect(String path, NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      problems.add(origin(tuple.getKeyNode()) + ": a key must be a plain word");
      return;
    }
    String inner = Leaf.join(path, key.getValue());
    if (given.stream().anyMatch(other -> other.path().equals(inner))) {
      problems.add(origin(key) + ": " + inner + " is there twice");
    }
    collect(inner, tuple.getValueNode());
  }

  private List<String> items(String path, SequenceNode sequence) {
    List<String> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      if (item instanceof ScalarNode scalar) {
        items.add(scalar.getValue().strip());
      } else {
        problems.add(origin(item) + ": " + path + " takes a list of plain values");
      }
    }
    return items;
  }

  private String origin(Node node) {
    return file + ":" + (node.getStartMark().map(Mark::getLine).orElse(0) + 1);
  }
}
