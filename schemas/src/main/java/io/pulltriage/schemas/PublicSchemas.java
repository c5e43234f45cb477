package io.pulltriage.schemas;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** The schemas of what stands in the public topics, as everybody may read them. Pure. */
public final class PublicSchemas {

  private static final String JAVA_STRING = "{\"type\":\"string\",\"avro.java.string\":\"String\"}";

  /** The same hint for the keys of a map. */
  private static final String JAVA_KEYS = ",\"avro.java.string\":\"String\"";

  private PublicSchemas() {}

  /** The schema of each topic's values; the dead letters have none. */
  public static Map<String, Schema> byTopic(Topics topics) {
    Map<String, Schema> schemas = new LinkedHashMap<>();
    schemas.put(topics.podEvents(), PodEvent.getClassSchema());
    schemas.put(topics.pods(), PodSnapshot.getClassSchema());
    schemas.put(topics.nodes(), NodeSnapshot.getClassSchema());
    schemas.put(topics.images(), ImageUsage.getClassSchema());
    schemas.put(topics.clusters(), ClusterStatus.getClassSchema());
    schemas.put(topics.incidents(), Incident.getClassSchema());
    schemas.put(topics.outbreaks(), Outbreak.getClassSchema());
    schemas.put(topics.alerts(), AlertState.getClassSchema());
    schemas.put(topics.silences(), AlertSilence.getClassSchema());
    schemas.replaceAll((topic, schema) -> withoutJavaStrings(schema));
    return schemas;
  }

  /** Other languages have no use for the hint that our classes hold {@link String}. */
  private static Schema withoutJavaStrings(Schema schema) {
    return new Schema.Parser()
        .parse(schema.toString().replace(JAVA_STRING, "\"string\"").replace(JAVA_KEYS, ""));
  }
}
