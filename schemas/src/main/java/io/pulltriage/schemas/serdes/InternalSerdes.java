package io.pulltriage.schemas.serdes;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Serdes of what never leaves the application (repartition topics, changelogs, stores): Avro's
 * single-object encoding, which is two marker bytes, the schema's fingerprint and the record. No
 * registry is asked. A null value stays null.
 */
public final class InternalSerdes {

  private InternalSerdes() {}

  /**
   * A serde for one record type. It may be shared by several threads and holds nothing to be
   * closed. Bytes of another schema are refused with a {@link NewerSchemaException} that names
   * both, anything else with a {@link org.apache.kafka.common.errors.SerializationException}.
   *
   * @param type a class that Avro generated
   */
  public static <T extends SpecificRecord> Serde<T> of(Class<T> type) {
    SpecificData model = SpecificData.getForClass(type);
    Schema schema = model.getSchema(type);
    return Serdes.serdeFrom(
        new SingleObjectSerializer<>(model, schema), new SingleObjectDeserializer<>(model, schema));
  }
}
