package io.pulltriage.classifier;

import io.pulltriage.classifier.yaml.YamlEntry;
import io.pulltriage.classifier.yaml.YamlFiles;
import io.pulltriage.classifier.yaml.YamlFiles.Source;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Severity;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Explains every cause. Immutable and thread-safe. */
public final class Catalogue {

  private static final List<String> KEYS =
      List.of("title", "phase", "severity", "explanation", "remediation");

  private static final List<String> RULE_KEYS =
      List.of("cause", "title", "explanation", "remediation");

  private final Map<Cause, CauseEntry> entries;
  private final Map<String, CauseEntry> byRule;

  private Catalogue(Map<Cause, CauseEntry> entries, Map<String, CauseEntry> byRule) {
    this.entries = entries;
    this.byRule = Map.copyOf(byRule);
  }

  /** The catalogue that comes with this version. */
  public static Catalogue bundled() {
    return read(YamlFiles.resource(Catalogue.class, "catalogue.yaml"));
  }

  /** What is known about a cause; there is an entry for each. */
  public CauseEntry entry(Cause cause) {
    CauseEntry entry = entries.get(cause);
    if (entry == null) {
      throw new IllegalStateException("the catalogue was read without " + cause);
    }
    return entry;
  }

  /**
   * What is known about a cause that a rule read: some wordings say more than their cause, and have
   * an entry of their own.
   */
  public CauseEntry entry(Cause cause, Optional<String> rule) {
    return rule.map(byRule::get).filter(own -> own.cause() == cause).orElseGet(() -> entry(cause));
  }

  /** The entries of wordings, by the ids of the rules that read them. */
  public Map<String, CauseEntry> entriesOfRules() {
    return byRule;
  }

  /** All entries, in the order of the enum. */
  public List<CauseEntry> entries() {
    return List.copyOf(entries.values());
  }

  /** Refuses a catalogue that lacks a cause or explains one that does not exist. */
  static Catalogue read(Source source) {
    YamlEntry root = source.parse().allow(List.of("causes", "rules"));
    YamlEntry causes = root.entry("causes").orElseThrow(() -> root.problem("'causes' is missing"));
    Map<Cause, CauseEntry> entries = new EnumMap<>(Cause.class);
    for (String name : causes.keys()) {
      Cause cause = causes.constant(name, name, Cause.class);
      causes.entry(name).ifPresent(entry -> entries.put(cause, entry(cause, entry)));
    }
    for (Cause cause : Cause.values()) {
      if (!entries.containsKey(cause)) {
        throw causes.problem("there is no entry for " + cause);
      }
    }
    Map<String, CauseEntry> byRule = new HashMap<>();
    root.entry("rules")
        .ifPresent(
            rules -> {
              for (String id : rules.keys()) {
                rules.entry(id).ifPresent(own -> byRule.put(id, ofRule(id, own, entries)));
              }
            });
    return new Catalogue(entries, byRule);
  }

  /** What a rule's entry does not say is as its cause's says. */
  private static CauseEntry ofRule(String id, YamlEntry own, Map<Cause, CauseEntry> entries) {
    own.named("rule " + id).allow(RULE_KEYS);
    Cause cause = own.constant("cause", own.requiredText("cause"), Cause.class);
    CauseEntry general =
        Optional.ofNullable(entries.get(cause))
            .orElseThrow(() -> own.problem("cause", "there is no entry for " + cause));
    List<Step> remediation = Step.read(own);
    return new CauseEntry(
        cause,
        general.phase(),
        general.severity(),
        own.text("title").orElse(general.title()),
        own.text("explanation").orElse(general.explanation()),
        remediation.isEmpty() ? general.remediation() : remediation);
  }

  private static CauseEntry entry(Cause cause, YamlEntry entry) {
    entry.named("cause " + cause).allow(KEYS);
    List<Step> remediation = Step.read(entry);
    if (remediation.isEmpty()) {
      throw entry.problem("'remediation' needs at least one step");
    }
    return new CauseEntry(
        cause,
        entry.constant("phase", entry.requiredText("phase"), Phase.class),
        entry.constant("severity", entry.requiredText("severity"), Severity.class),
        entry.requiredText("title"),
        entry.requiredText("explanation"),
        remediation);
  }
}
