package io.pulltriage.schemas.compatibility;

import io.pulltriage.schemas.AlertSilence;
import io.pulltriage.schemas.AlertState;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** The records that anyone may read from the public topics, as they are now. */
final class PublicRecords {

  private static final String JAVA_STRING = "{\"type\":\"string\",\"avro.java.string\":\"String\"}";

  private PublicRecords() {}

  /** Their schemas by the records' names, without what only our generated classes need. */
  static Map<String, Schema> now() {
    return List.of(
            PodEvent.getClassSchema(),
            PodSnapshot.getClassSchema(),
            NodeSnapshot.getClassSchema(),
            ImageUsage.getClassSchema(),
            ClusterStatus.getClassSchema(),
            Incident.getClassSchema(),
            Outbreak.getClassSchema(),
            AlertState.getClassSchema(),
            AlertSilence.getClassSchema())
        .stream()
        .map(PublicRecords::withoutJavaStrings)
        .collect(Collectors.toMap(Schema::getName, Function.identity()));
  }

  private static Schema withoutJavaStrings(Schema schema) {
    return new Schema.Parser().parse(schema.toString().replace(JAVA_STRING, "\"string\""));
  }
}
