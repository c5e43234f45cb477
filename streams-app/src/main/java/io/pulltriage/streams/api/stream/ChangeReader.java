package io.pulltriage.streams.api.stream;

import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads changes from the topics' records. Not thread-safe. */
final class ChangeReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeReader.class);

  private final Map<String, Source> sources;

  private record Source(Change.Kind kind, Deserializer<? extends SpecificRecord> values) {}

  ChangeReader(Topics topics, Map<String, ?> settings) {
    PublicSerdes serdes = new PublicSerdes(settings);
    this.sources =
        Map.of(
            topics.incidents(),
            new Source(Change.Kind.INCIDENT, serdes.incident().deserializer()),
            topics.outbreaks(),
            new Source(Change.Kind.OUTBREAK, serdes.outbreak().deserializer()),
            topics.clusters(),
            new Source(Change.Kind.CLUSTER, serdes.clusterStatus().deserializer()));
  }

  /** The change that a record tells. */
  Change read(ConsumerRecord<String, byte[]> change, int partition) {
    Source source = sources.get(change.topic());
    if (source == null) {
      throw new IllegalStateException("a record of a topic that nobody follows");
    }
    try {
      SpecificRecord value = source.values.deserialize(change.topic(), change.value());
      return new Change(source.kind, change.key(), value, partition, change.offset());
    } catch (SerializationException e) {
      LOG.warn(
          "cannot read {} partition {} offset {}; those who follow are told to begin anew",
          change.topic(),
          change.partition(),
          change.offset(),
          e);
      return new Change(Change.Kind.UNREADABLE, "", null, partition, change.offset());
    }
  }

  @Override
  public void close() {
    sources.values().forEach(source -> source.values.close());
  }
}
