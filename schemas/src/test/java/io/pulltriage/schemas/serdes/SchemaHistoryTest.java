package io.pulltriage.schemas.serdes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.schemas.internal.TimeMarker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/**
 * Every schema that state may have been written with is kept, and can be read. Run with {@code
 * -Dpulltriage.regenerate=true} it adds those that are new.
 */
class SchemaHistoryTest {

  private static final Path FOLDER =
      Path.of("src", "main", "resources", "io", "pulltriage", "schemas", "history");
  private static final Path CLASSES = Path.of("target", "classes");
  private static final List<String> PACKAGES =
      List.of("io.pulltriage.schemas", "io.pulltriage.schemas.internal");

  private static final String WHAT_TO_DO =
      """
      State that was written before could not be read, or what is written now not by later versions.
      Give a new field a default, an enum a default for symbols it does not know, and add the schema \
      to the history:
        mvn -q -pl schemas test -Dtest=SchemaHistoryTest -Dpulltriage.regenerate=true
      Never change or delete a file of the history once it was released.
      """;

  @Test
  void shouldHaveEveryRecordAsItIsNow() throws Exception {
    List<String> missing = new ArrayList<>();
    for (Schema schema : records()) {
      Path file = FOLDER.resolve(name(schema));
      if (Boolean.getBoolean("pulltriage.regenerate") && !Files.exists(file)) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, schema.toString(true) + "\n");
      }
      if (!Files.exists(file)) {
        missing.add(file.getFileName().toString());
      }
    }

    assertThat(missing).as(WHAT_TO_DO).isEmpty();
  }

  @Test
  void shouldReadWhatWasEverWritten() throws Exception {
    List<String> objections = new ArrayList<>();
    List<Schema> now = records();
    for (Path file : history()) {
      Schema before = new Schema.Parser().parse(Files.readString(file));
      assertThat(file.getFileName()).hasToString(name(before));
      long fingerprint = SchemaNormalization.parsingFingerprint64(before);
      assertThat(new SchemaHistory(before.getName()).findByFingerprint(fingerprint))
          .as("%s, read as the program reads it", file.getFileName())
          .isEqualTo(before);
      List<Schema> same =
          now.stream().filter(record -> record.getName().equals(before.getName())).toList();
      if (same.isEmpty()) {
        objections.add(before.getName() + " is gone");
      }
      for (Schema reader : same) {
        SchemaCompatibility.checkReaderWriterCompatibility(reader, before)
            .getResult()
            .getIncompatibilities()
            .forEach(found -> objections.add(file.getFileName() + ": " + found.getMessage()));
      }
    }

    assertThat(objections).as(WHAT_TO_DO).isEmpty();
  }

  @Test
  void shouldReadARecordOfAnOlderSchemaAndRefuseANewerOne() throws IOException {
    // Given
    Schema now = TimeMarker.getClassSchema();
    Schema before = without(now, "partition");
    GenericRecord old = new GenericData.Record(before);
    old.put("cluster", "lab");
    old.put("time", Instant.EPOCH.toEpochMilli());
    byte[] bytes = new BinaryMessageEncoder<>(GenericData.get(), before).encode(old).array();
    Schema reader = withDefault(now, "partition");
    SpecificData model = SpecificData.getForClass(TimeMarker.class);

    // When
    try (SingleObjectDeserializer<TimeMarker> knowing =
            new SingleObjectDeserializer<>(
                model,
                reader,
                fingerprint ->
                    fingerprint == SchemaNormalization.parsingFingerprint64(before)
                        ? before
                        : null);
        SingleObjectDeserializer<TimeMarker> unknowing =
            new SingleObjectDeserializer<>(model, reader, fingerprint -> null)) {
      TimeMarker marker = knowing.deserialize("t", bytes);

      // Then
      assertThat(marker).isEqualTo(new TimeMarker("lab", Instant.EPOCH, 7));
      assertThatThrownBy(() -> unknowing.deserialize("t", bytes))
          .isInstanceOf(NewerSchemaException.class)
          .hasMessageContaining("TimeMarker")
          .hasMessageContaining("which no version up to this one has");
    }
  }

  private static Schema without(Schema schema, String field) {
    return copy(schema, field, false);
  }

  private static Schema withDefault(Schema schema, String field) {
    return copy(schema, field, true);
  }

  private static Schema copy(Schema schema, String special, boolean kept) {
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      if (!field.name().equals(special)) {
        fields.add(new Schema.Field(field, field.schema()));
      } else if (kept) {
        fields.add(new Schema.Field(field.name(), field.schema(), field.doc(), 7));
      }
    }
    return Schema.createRecord(
        schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
  }

  private static List<Path> history() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  private static String name(Schema schema) {
    return SchemaHistory.file(schema.getName(), SchemaNormalization.parsingFingerprint64(schema));
  }

  /** All records that Avro has generated: any of them may be kept. */
  private static List<Schema> records() throws Exception {
    List<Schema> records = new ArrayList<>();
    for (String name : PACKAGES) {
      try (Stream<Path> files = Files.list(CLASSES.resolve(name.replace('.', '/')))) {
        for (Path file : files.sorted().toList()) {
          String simple = file.getFileName().toString().replace(".class", "");
          if (!Files.isRegularFile(file) || simple.contains("$") || simple.contains("-")) {
            continue;
          }
          Class<?> type = Class.forName(name + '.' + simple);
          if (SpecificRecord.class.isAssignableFrom(type)) {
            records.add(SpecificData.get().getSchema(type));
          }
        }
      }
    }
    return records;
  }
}
