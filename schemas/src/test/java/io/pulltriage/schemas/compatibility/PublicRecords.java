package io.pulltriage.schemas.compatibility;

import io.pulltriage.schemas.PublicSchemas;
import io.pulltriage.schemas.Topics;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** The records that anyone may read from the public topics, as they are now. */
final class PublicRecords {

  private PublicRecords() {}

  /** Their schemas by the records' names, without what only our generated classes need. */
  static Map<String, Schema> now() {
    return PublicSchemas.byTopic(Topics.withDefaultPrefix()).values().stream()
        .collect(Collectors.toMap(Schema::getName, Function.identity()));
  }
}
