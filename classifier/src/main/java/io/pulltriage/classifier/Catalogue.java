package io.pulltriage.classifier;

import io.pulltriage.classifier.yaml.YamlEntry;
import io.pulltriage.classifier.yaml.YamlFiles;
import io.pulltriage.classifier.yaml.YamlFiles.Source;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Severity;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Explains every cause. Immutable and thread-safe. */
public final class Catalogue {

  private static final List<String> KEYS =
      List.of("title", "phase", "severity", "explanation", "remediation");

  private final Map<Cause, CauseEntry> entries;

  private Catalogue(Map<Cause, CauseEntry> entries) {
    this.entries = entries;
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

  /** All entries, in the order of the enum. */
  public List<CauseEntry> entries() {
    return List.copyOf(entries.values());
  }

  /** Refuses a catalogue that lacks a cause or explains one that does not exist. */
  static Catalogue read(Source source) {
    YamlEntry root = source.parse().allow(List.of("causes"));
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
    return new Catalogue(entries);
  }

  private static CauseEntry entry(Cause cause, YamlEntry entry) {
    entry.named("cause " + cause).allow(KEYS);
    List<String> remediation = Steps.read(entry);
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
