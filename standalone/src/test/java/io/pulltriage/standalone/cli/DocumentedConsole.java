package io.pulltriage.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One command of a page's blocks of the kind {@code console}, and what it is said to print.
 *
 * @param words the command and its arguments, without quotes
 * @param input name of the file that it reads as its standard input; an empty text for none
 * @param output the lines behind it
 */
record DocumentedConsole(List<String> words, String input, String output) {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\n(.*?)^```$");
  private static final Pattern COMMAND = Pattern.compile("(?m)^\\$ (.*)\n((?:(?!\\$ ).*\n)*)");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  /** The commands of a page, in its order. */
  static List<DocumentedConsole> of(String page) {
    List<DocumentedConsole> commands = new ArrayList<>();
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      Matcher command = COMMAND.matcher(block.group(1));
      while (command.find()) {
        commands.add(of(words(command.group(1)), command.group(2)));
      }
    }
    return commands;
  }

  private static DocumentedConsole of(List<String> words, String output) {
    int redirection = words.indexOf("<");
    return redirection < 0
        ? new DocumentedConsole(words, "", output)
        : new DocumentedConsole(words.subList(0, redirection), words.get(redirection + 1), output);
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return words;
  }
}
