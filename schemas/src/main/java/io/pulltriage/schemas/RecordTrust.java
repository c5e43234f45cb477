package io.pulltriage.schemas;

import java.util.Set;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Makes Avro trust the record classes of this module. Since 1.12.2 Avro refuses to load any class
 * that is not on a list, the application's own included (AVRO-4189), unless each process is started
 * with a system property. The generated classes call this when they are loaded, so that nobody who
 * uses them has to know. What was trusted before stays trusted, and nothing else is added.
 */
public final class RecordTrust {

  private static final Set<String> PACKAGES =
      Set.of("io.pulltriage.schemas", "io.pulltriage.schemas.internal");

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> PACKAGES.contains(type.getPackageName())));
  }

  private RecordTrust() {}

  /** Trusts the records, once in each process. Thread-safe. */
  public static void establish() {
    // The class's own initialisation has done it.
  }
}
