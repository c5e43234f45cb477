package io.pulltriage.streams.config.alerts;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Severity;
import io.pulltriage.settings.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which incidents and outbreaks; an empty list is any.
 *
 * @param kinds incidents, outbreaks
 * @param causes names of causes
 * @param severities how urgent
 * @param phases which half of the way to running
 * @param clusters names of clusters
 * @param namespaces names of namespaces
 */
public record SelectionConfig(
    @Setting("`incident`, `outbreak`; none for both.") List<String> kinds,
    @Setting("Names of causes, such as `TAG_NOT_FOUND`; none for all.") List<String> causes,
    @Setting("`info`, `warning`, `critical`; none for all.") List<String> severities,
    @Setting("`pull`, `startup`; none for both.") List<String> phases,
    @Setting("Names of clusters, `*` for any characters; none for all.") List<String> clusters,
    @Setting(
            "Names of namespaces, `*` for any characters; none for all. An outbreak belongs to the"
                + " namespaces of its incidents.")
        List<String> namespaces) {

  private static final List<String> KINDS = List.of("incident", "outbreak");

  /** Refuses what cannot be. */
  public SelectionConfig {
    kinds = List.copyOf(kinds);
    causes = List.copyOf(causes);
    severities = List.copyOf(severities);
    phases = List.copyOf(phases);
    clusters = List.copyOf(clusters);
    namespaces = List.copyOf(namespaces);
    requireKnown("kinds", kinds, KINDS);
    requireKnown("causes", causes, Arrays.stream(Cause.values()).map(Enum::name).toList());
    requireKnown("severities", severities, lower(Severity.values()));
    requireKnown("phases", phases, lower(Phase.values()));
  }

  /** Everything. */
  public static SelectionConfig any() {
    List<String> all = List.of();
    return new SelectionConfig(all, all, all, all, all, all);
  }

  private static List<String> lower(Enum<?>[] constants) {
    return Arrays.stream(constants).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
  }

  private static void requireKnown(String key, List<String> given, List<String> known) {
    for (String one : given) {
      if (!known.contains(one)) {
        throw new IllegalArgumentException(
            key + " takes " + String.join(", ", known) + ", not '" + one + "'");
      }
    }
  }
}
