package io.pulltriage.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever meets a record in a registry finds what each of its parts means. */
class SchemaDocumentationTest {

  @Test
  void shouldExplainEveryRecordEnumAndField() throws Exception {
    List<Schema> schemas = schemas();
    List<String> unexplained = new ArrayList<>();

    for (Schema schema : schemas) {
      if (isBlank(schema.getDoc())) {
        unexplained.add(schema.getFullName());
      }
      if (schema.getType() == Schema.Type.RECORD) {
        schema.getFields().stream()
            .filter(field -> isBlank(field.doc()))
            .forEach(field -> unexplained.add(schema.getFullName() + "." + field.name()));
      }
    }

    assertThat(unexplained).isEmpty();
    assertThat(schemas).hasSizeGreaterThan(30);
  }

  private static boolean isBlank(@Nullable String doc) {
    return doc == null || doc.isBlank();
  }

  /** Of all classes that Avro generated, public and internal. */
  private static List<Schema> schemas() throws Exception {
    Path classes = Path.of(Keys.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes.resolve("io/pulltriage/schemas"))) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.endsWith(".class") && file.indexOf('$') < 0)
          .map(file -> file.replaceFirst("\\.class$", "").replace('/', '.'))
          .map(SchemaDocumentationTest::load)
          .filter(SchemaDocumentationTest::isGenerated)
          .map(type -> SpecificData.get().getSchema(type))
          .toList();
    }
  }

  private static boolean isGenerated(Class<?> type) {
    return SpecificRecord.class.isAssignableFrom(type)
        || GenericEnumSymbol.class.isAssignableFrom(type);
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
