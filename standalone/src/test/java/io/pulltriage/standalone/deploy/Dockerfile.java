package io.pulltriage.standalone.deploy;

import java.util.ArrayList;
import java.util.List;

/**
 * The image's recipe, an instruction each.
 *
 * @param instructions a word in capitals and the rest, with continued lines in one
 */
record Dockerfile(List<Instruction> instructions) {

  /**
   * One of them.
   *
   * @param word what is to be done
   * @param rest with what
   */
  record Instruction(String word, String rest) {}

  /** Reads it. */
  static Dockerfile read() {
    List<Instruction> instructions = new ArrayList<>();
    String text =
        Sources.text("Dockerfile").replaceAll("(?m)^\\s*#.*\n", "").replaceAll("\\\\\n\\s*", " ");
    text.lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.split(" ", 2))
        .forEach(parts -> instructions.add(new Instruction(parts[0], parts[1])));
    return new Dockerfile(List.copyOf(instructions));
  }

  /** What follows a word, wherever it stands. */
  List<String> all(String word) {
    return instructions.stream()
        .filter(one -> one.word.equals(word))
        .map(Instruction::rest)
        .toList();
  }

  /** What follows a word where it stands last. */
  String last(String word) {
    List<String> all = all(word);
    return all.get(all.size() - 1);
  }

  /** Who the program runs as. */
  long user() {
    return Long.parseLong(last("USER").split(":", 2)[0]);
  }
}
