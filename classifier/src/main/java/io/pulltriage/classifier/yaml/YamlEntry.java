package io.pulltriage.classifier.yaml;

import io.pulltriage.classifier.RuleException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A mapping in a YAML file, which knows where it stands. */
public final class YamlEntry {

  private final String file;
  private final int line;
  private final Map<String, Node> values;
  private final Map<String, Integer> lines;
  private String name;

  private YamlEntry(String file, int line) {
    this.file = file;
    this.line = line;
    this.values = new LinkedHashMap<>();
    this.lines = new LinkedHashMap<>();
    this.name = "";
  }

  static YamlEntry of(String file, Node node) {
    YamlEntry entry = new YamlEntry(file, lineOf(node));
    if (!(node instanceof MappingNode mapping)) {
      throw entry.problem("keys and values are expected here");
    }
    for (NodeTuple tuple : mapping.getValue()) {
      int at = lineOf(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw entry.problem(at, "a key must be a plain word");
      }
      if (entry.values.put(key.getValue(), tuple.getValueNode()) != null) {
        throw entry.problem(at, "'" + key.getValue() + "' is there twice");
      }
      entry.lines.put(key.getValue(), at);
    }
    return entry;
  }

  /** What complaints call this entry from now on, such as {@code rule 'my-rule'}. */
  public YamlEntry named(String newName) {
    name = newName;
    return this;
  }

  /** The line on which it begins, counted from 1. */
  public int line() {
    return line;
  }

  /** The name of its file. */
  public String file() {
    return file;
  }

  /** The line of one of the values in the list at a key. */
  public int line(String key, int index) {
    return lineOf(nodes(key).get(index));
  }

  /** The keys, in the file's order. */
  public Set<String> keys() {
    return values.keySet();
  }

  /**
   * Refuses keys other than the known ones.
   *
   * @throws RuleException if there is one; proposes the nearest known key
   */
  public YamlEntry allow(List<String> known) {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw problem(key, "unknown key '" + key + "'" + Nearest.hint(key, known));
      }
    }
    return this;
  }

  /** The text at a key, without the spaces around it; empty where the key is missing. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).map(node -> scalar(key, node));
  }

  /**
   * The text at a key that must be there and not be blank.
   *
   * @throws RuleException if it is not
   */
  public String requiredText(String key) {
    String text = text(key).orElseThrow(() -> problem("'" + key + "' is missing"));
    if (text.isBlank()) {
      throw problem(key, "'" + key + "' is empty");
    }
    return text;
  }

  /** The texts at a key, be it one or a list; none where the key is missing. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Node node : nodes(key)) {
      texts.add(scalar(key, node));
    }
    return texts;
  }

  /** The mappings in the list at a key, or the one mapping there; none where the key is missing. */
  public List<YamlEntry> entries(String key) {
    return nodes(key).stream().map(node -> of(file, node).named(name)).toList();
  }

  /** As {@link #entries(String)}; a plain text stands for a mapping with one key. */
  public List<YamlEntry> entries(String key, String keyOfText) {
    return nodes(key).stream()
        .map(node -> node instanceof ScalarNode ? single(keyOfText, node) : of(file, node))
        .map(entry -> entry.named(name))
        .toList();
  }

  /** The mapping at a key; empty where the key is missing. */
  public Optional<YamlEntry> entry(String key) {
    return Optional.ofNullable(values.get(key)).map(node -> of(file, node).named(name));
  }

  /** The constant at a key; empty where the key is missing. */
  public <E extends Enum<E>> Optional<E> constant(String key, Class<E> type) {
    return text(key).map(text -> constant(key, text, type));
  }

  /**
   * The constant of a name that stands at a key.
   *
   * @throws RuleException if there is none; proposes the nearest
   */
  public <E extends Enum<E>> E constant(String key, String text, Class<E> type) {
    List<String> known = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
      known.add(constant.name());
    }
    String kind = type.getSimpleName().toLowerCase(Locale.ROOT);
    throw problem(key, "unknown " + kind + " '" + text + "'" + Nearest.hint(text, known));
  }

  /** A complaint about the value at a key. */
  public RuleException problem(String key, String what) {
    return problem(lines.getOrDefault(key, line), what);
  }

  /** A complaint about one of the values in the list at a key. */
  public RuleException problem(String key, int index, String what) {
    return problem(lineOf(nodes(key).get(index)), what);
  }

  /** A complaint about the entry as a whole. */
  public RuleException problem(String what) {
    return problem(line, what);
  }

  private RuleException problem(int at, String what) {
    String entry = name.isEmpty() ? "" : name + ": ";
    return new RuleException(file + ": line " + at + ": " + entry + what);
  }

  private YamlEntry single(String key, Node value) {
    YamlEntry entry = new YamlEntry(file, lineOf(value));
    entry.values.put(key, value);
    return entry;
  }

  private List<Node> nodes(String key) {
    Node node = values.get(key);
    if (node == null) {
      return List.of();
    }
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
  }

  private String scalar(String key, Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue().strip();
    }
    throw problem(lineOf(node), "'" + key + "' must be text");
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
