package io.pulltriage.schemas.setup;

import io.pulltriage.schemas.PublicSchemas;
import io.pulltriage.schemas.setup.Difference.Part;
import io.pulltriage.schemas.setup.Difference.Remedy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** The schemas of an installation, in the registry. Thread-safe. */
final class SchemaSetup {

  /** Readers of any version may meet records of any other, in either direction. */
  static final String LEVEL = "FULL_TRANSITIVE";

  static final String LEVEL_ASPECT = "compatibility";
  static final String SCHEMA_ASPECT = "schema";

  private static final Set<String> STRICT_ENOUGH = Set.of("FULL", LEVEL);
  private static final String AUTO_REGISTER = "auto.register.schemas";
  private static final int MAX_OBJECTIONS = 3;

  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas;
  private final boolean registeredByUse;

  SchemaSetup(SchemaRegistry registry, TopicWish wish, Map<String, ?> settings) {
    this.registry = registry;
    this.schemas = new LinkedHashMap<>();
    PublicSchemas.byTopic(wish.topics())
        .forEach(
            (topic, schema) -> {
              if (wish.names().contains(topic)) {
                schemas.put(topic + "-value", schema);
              }
            });
    Object auto = settings.get(AUTO_REGISTER);
    this.registeredByUse = auto == null || Boolean.parseBoolean(auto.toString());
  }

  /**
   * What differs, subject by subject.
   *
   * @param levels whether the rules for new versions are looked at, too
   */
  List<Difference> differences(boolean levels) throws SetupException {
    List<Difference> differences = new ArrayList<>();
    for (Map.Entry<String, Schema> wanted : schemas.entrySet()) {
      compare(wanted.getKey(), wanted.getValue()).ifPresent(differences::add);
      if (levels) {
        compareLevel(wanted.getKey()).ifPresent(differences::add);
      }
    }
    return differences;
  }

  /** Registers what is missing and sets rules. */
  void apply(Collection<Difference> differences) throws SetupException {
    for (Difference difference : differences) {
      Schema schema = schemas.get(difference.name());
      if (difference.part() != Part.SCHEMA
          || schema == null
          || difference.remedy() == Remedy.NONE) {
        continue;
      }
      if (difference.aspect().equals(LEVEL_ASPECT)) {
        registry.setLevel(difference.name(), LEVEL);
      } else {
        registry.register(difference.name(), schema);
      }
    }
  }

  private Optional<Difference> compare(String subject, Schema ours) throws SetupException {
    Optional<Schema> latest = registry.latest(subject);
    if (latest.isEmpty()) {
      return Optional.of(
          schema(subject, "registered", "not there", Remedy.CREATE, !registeredByUse));
    }
    List<String> objections = objections(ours, latest.get());
    if (!objections.isEmpty()) {
      return Optional.of(refused(subject, objections));
    }
    if (registry.has(subject, ours)) {
      return Optional.empty();
    }
    List<String> theirs = registry.objections(subject, ours);
    return Optional.of(
        theirs.isEmpty()
            ? schema(subject, "this version", "another", Remedy.ALTER, !registeredByUse)
            : refused(subject, theirs));
  }

  private Optional<Difference> compareLevel(String subject) throws SetupException {
    String level = registry.level(subject).orElse("none");
    return STRICT_ENOUGH.contains(level)
        ? Optional.empty()
        : Optional.of(
            new Difference(Part.SCHEMA, subject, LEVEL_ASPECT, LEVEL, level, Remedy.ALTER, false));
  }

  private static Difference refused(String subject, List<String> objections) {
    String told =
        String.join("; ", objections.subList(0, Math.min(MAX_OBJECTIONS, objections.size())));
    return schema(
        subject,
        "one that reads and is read by what is registered",
        "incompatible (" + told + ")",
        Remedy.NONE,
        true);
  }

  private static Difference schema(
      String subject, String wanted, String found, Remedy remedy, boolean stops) {
    return new Difference(Part.SCHEMA, subject, SCHEMA_ASPECT, wanted, found, remedy, stops);
  }

  /** Whatever the registry would let pass: each must read what the other writes. */
  private static List<String> objections(Schema ours, Schema registered) {
    List<String> objections = new ArrayList<>();
    collect(ours, registered, "this version cannot read it: ", objections);
    collect(registered, ours, "it cannot read this version: ", objections);
    return objections;
  }

  private static void collect(Schema reader, Schema writer, String what, List<String> objections) {
    SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .forEach(
            found ->
                objections.add(
                    what
                        + found.getType()
                        + " at "
                        + found.getLocation()
                        + ", "
                        + found.getMessage()));
  }
}
