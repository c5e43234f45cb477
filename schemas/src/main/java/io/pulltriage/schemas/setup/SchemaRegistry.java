package io.pulltriage.schemas.setup;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroSerializerConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** A schema registry, asked the way the serializers ask it. Thread-safe. */
final class SchemaRegistry implements AutoCloseable {

  private static final int CACHED_SCHEMAS = 100;
  private static final int NOT_FOUND = 404;

  private final String address;
  private final SchemaRegistryClient client;

  /** Connects with the serializers' settings under their own names. */
  SchemaRegistry(Map<String, ?> settings) throws SetupException {
    try {
      KafkaAvroSerializerConfig config = new KafkaAvroSerializerConfig(settings);
      List<String> urls = config.getSchemaRegistryUrls();
      address = "the schema registry at " + String.join(",", urls);
      client =
          SchemaRegistryClientFactory.newClient(
              urls,
              CACHED_SCHEMAS,
              List.of(new AvroSchemaProvider()),
              config.originalsWithPrefix(""),
              config.requestHeaders());
    } catch (ConfigException e) {
      throw new SetupException("the schema registry cannot be used: " + e.getMessage(), e);
    }
  }

  /** The newest schema of a subject; nothing if it has none. */
  Optional<Schema> latest(String subject) throws SetupException {
    return asked(
        () -> {
          String text = client.getLatestSchemaMetadata(subject).getSchema();
          return new Schema.Parser().parse(text);
        });
  }

  /** Whether a schema is registered as one of a subject's versions. */
  boolean has(String subject, Schema schema) throws SetupException {
    return asked(() -> client.getVersion(subject, new AvroSchema(schema))).isPresent();
  }

  /** What the registry holds against a schema as a subject's next version. */
  List<String> objections(String subject, Schema schema) throws SetupException {
    return asked(() -> client.testCompatibilityVerbose(subject, new AvroSchema(schema)))
        .orElse(List.of());
  }

  /** By which rule the registry accepts the subject's next version. */
  Optional<String> level(String subject) throws SetupException {
    Optional<String> own = asked(() -> client.getCompatibility(subject));
    return own.isPresent() ? own : asked(() -> client.getCompatibility(null));
  }

  void setLevel(String subject, String level) throws SetupException {
    // Apicurio answers under another name than Confluent's client reads, which gives null then.
    require(
        asked(
            () -> {
              var unused = client.updateCompatibility(subject, level);
              return level;
            }),
        subject);
  }

  void register(String subject, Schema schema) throws SetupException {
    require(asked(() -> client.register(subject, new AvroSchema(schema))), subject);
  }

  private void require(Optional<?> done, String subject) throws SetupException {
    if (done.isEmpty()) {
      throw new SetupException(
          address + " knows no subject " + subject, new IllegalStateException(subject));
    }
  }

  private <T> Optional<T> asked(Question<T> question) throws SetupException {
    try {
      return Optional.of(question.answer());
    } catch (RestClientException e) {
      if (e.getStatus() == NOT_FOUND) {
        return Optional.empty();
      }
      throw new SetupException(
          "%s answers %d: %s".formatted(address, e.getStatus(), e.getMessage()), e);
    } catch (IOException e) {
      throw new SetupException(address + " cannot be reached: " + Causes.told(e), e);
    }
  }

  @Override
  public void close() throws SetupException {
    try {
      client.close();
    } catch (IOException e) {
      throw new SetupException(address + " cannot be left", e);
    }
  }

  private interface Question<T> {
    T answer() throws IOException, RestClientException;
  }
}
