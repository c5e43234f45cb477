package io.pulltriage.streams.alert.decide;

import io.pulltriage.schemas.AlertKind;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/** What an alert is about. Immutable. */
public sealed interface Subject permits IncidentSubject, OutbreakSubject {

  /** Incident or outbreak. */
  AlertKind kind();

  /** The incident's or the outbreak's id. */
  String id();

  /** Whether it lasts. */
  boolean isOpen();

  /** When its failures began. */
  Instant firstSeen();

  /** When it was over; empty while it lasts. */
  Optional<Instant> resolvedAt();

  /** Why. */
  Cause cause();

  /** Which half of the way to running fails. */
  Phase phase();

  /** How urgent it is. */
  Severity severity();

  /** All clusters that it reaches. */
  List<String> clusters();

  /** Whether one of its namespaces is such; true if it has more than it names. */
  boolean hasNamespace(Predicate<String> wanted);

  /** How many pods it has. */
  int pods();

  /** The open outbreak that it is part of; always empty for an outbreak. */
  Optional<String> partOf();

  /** One line that says what is wrong and where. */
  String summary();

  /** What it means here. */
  String explanation();

  /** What to do, in order. */
  List<String> steps();

  /** What was seen, strongest first, each a line. */
  List<String> evidence();

  /** The record, whose fields a program may want. */
  SpecificRecord source();
}
