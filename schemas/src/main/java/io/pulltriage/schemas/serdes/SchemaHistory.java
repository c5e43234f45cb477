package io.pulltriage.schemas.serdes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.message.SchemaStore;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that a record has had, in this version and before: with them a new version reads what
 * an old one has kept. They are files among the resources, each named by the record and the
 * schema's fingerprint; a test sees to it that none is forgotten. Thread-safe.
 */
final class SchemaHistory implements SchemaStore {

  private static final String FOLDER = "/io/pulltriage/schemas/history/";

  private final String record;
  private final Map<Long, Optional<Schema>> read = new ConcurrentHashMap<>();

  /** Schemas of the record of that name, without its package. */
  SchemaHistory(String record) {
    this.record = record;
  }

  /** The file of a schema, below the folder of the history. */
  static String file(String record, long fingerprint) {
    return record + '-' + HexFormat.of().toHexDigits(fingerprint) + ".avsc";
  }

  @Override
  public @Nullable Schema findByFingerprint(long fingerprint) {
    return read.computeIfAbsent(fingerprint, this::find).orElse(null);
  }

  private Optional<Schema> find(long fingerprint) {
    String file = FOLDER + file(record, fingerprint);
    try (InputStream schema = SchemaHistory.class.getResourceAsStream(file)) {
      return schema == null ? Optional.empty() : Optional.of(new Schema.Parser().parse(schema));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
