package io.pulltriage.streams.alert.kafka;

import io.pulltriage.classifier.Catalogue;
import io.pulltriage.classifier.Contexts;
import io.pulltriage.schemas.AlertKind;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.alert.engine.Subjects;
import io.pulltriage.streams.alert.subject.IncidentSubject;
import io.pulltriage.streams.alert.subject.OutbreakSubject;
import io.pulltriage.streams.alert.subject.Subject;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the records of the output topics. Thread-safe. */
final class SubjectReader implements Subjects, AutoCloseable {

  private final Topics topics;
  private final Catalogue catalogue;
  private final Contexts contexts;
  private final Deserializer<Incident> incidents;
  private final Deserializer<Outbreak> outbreaks;

  SubjectReader(Topics topics, PublicSerdes serdes, Catalogue catalogue, Contexts contexts) {
    this.topics = topics;
    this.catalogue = catalogue;
    this.contexts = contexts;
    this.incidents = serdes.incident().deserializer();
    this.outbreaks = serdes.outbreak().deserializer();
  }

  @Override
  public Subject read(AlertKind kind, byte[] bytes) {
    if (kind == AlertKind.OUTBREAK) {
      Outbreak outbreak = outbreaks.deserialize(topics.outbreaks(), bytes);
      return new OutbreakSubject(outbreak, catalogue.entry(outbreak.getCause()), contexts);
    }
    return new IncidentSubject(incidents.deserialize(topics.incidents(), bytes));
  }

  @Override
  public void close() {
    incidents.close();
    outbreaks.close();
  }
}
