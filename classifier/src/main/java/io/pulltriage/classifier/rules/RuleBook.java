package io.pulltriage.classifier.rules;

import io.pulltriage.classifier.RuleException;
import io.pulltriage.classifier.yaml.YamlEntry;
import io.pulltriage.classifier.yaml.YamlFiles;
import io.pulltriage.classifier.yaml.YamlFiles.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All rules, ours and the users', with the version that they make up together.
 *
 * @param users the users' rules
 * @param bundled ours, without those that users replace
 * @param version readable, and different for any other rules
 * @param ruleSet the rules ready to decide
 */
public record RuleBook(List<Rule> users, List<Rule> bundled, String version, RuleSet ruleSet) {

  private static final String INDEX = "index.yaml";
  private static final String WORDING = "wording.yaml";
  private static final int HASH_DIGITS = 8;

  /** Copies the lists, so that nobody changes them later. */
  public RuleBook {
    users = List.copyOf(users);
    bundled = List.copyOf(bundled);
  }

  /**
   * Reads our rules and the users'.
   *
   * @param files users' rules, the first of which wins where two name the same id
   * @throws RuleException if a file cannot be read or a rule is wrong; names file, rule and line
   */
  public static RuleBook read(List<Path> files) {
    RuleBook book = readUntested(files);
    book.ruleSet.check(book.users);
    return book;
  }

  /** As {@link #read}, but users' rules may lose their examples: for those who test them. */
  public static RuleBook readUntested(List<Path> files) {
    YamlEntry index =
        YamlFiles.resource(RuleBook.class, INDEX).parse().allow(List.of("version", "files"));
    Source wordingSource = YamlFiles.resource(RuleBook.class, WORDING);
    List<Source> ours =
        index.texts("files").stream().map(f -> YamlFiles.resource(RuleBook.class, f)).toList();
    List<Source> theirs = files.stream().map(YamlFiles::read).toList();

    List<Rule> users = List.copyOf(firstOfEachId(theirs).values());
    List<Rule> bundled = bundled(ours);
    Wording wording = Wording.read(wordingSource);
    RuleSet ownRules = new RuleSet(List.of(), bundled, wording);
    ownRules.check(bundled);
    Set<String> replaced = new HashSet<>();
    users.forEach(rule -> replaced.add(rule.id()));
    List<Rule> remaining = bundled.stream().filter(rule -> !replaced.contains(rule.id())).toList();
    RuleSet ruleSet = users.isEmpty() ? ownRules : new RuleSet(users, remaining, wording);

    List<Source> all = new ArrayList<>(theirs);
    all.addAll(ours);
    all.add(wordingSource);
    String version = index.requiredText("version") + "-" + hash(all);
    return new RuleBook(users, remaining, version, ruleSet);
  }

  /** Two of our own rules of one id would be a mistake of ours, unlike two of the users'. */
  private static List<Rule> bundled(List<Source> sources) {
    List<Rule> rules = sources.stream().flatMap(source -> RuleFile.read(source).stream()).toList();
    Set<String> ids = new HashSet<>();
    for (Rule rule : rules) {
      if (!ids.add(rule.id())) {
        throw rule.problem("id", "is there twice");
      }
    }
    return rules;
  }

  private static Map<String, Rule> firstOfEachId(List<Source> sources) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (Source source : sources) {
      RuleFile.read(source).forEach(rule -> rules.putIfAbsent(rule.id(), rule));
    }
    return rules;
  }

  private static String hash(List<Source> sources) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Source source : sources) {
        digest.update(source.content().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
