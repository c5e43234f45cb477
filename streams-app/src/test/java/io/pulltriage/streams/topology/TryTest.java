package io.pulltriage.streams.topology;

import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.streams.testing.Captures;
import io.pulltriage.streams.testing.Pipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TryTest {
  @Test
  void run() throws Exception {
    long t = System.nanoTime();
    try (Pipeline pipeline = Pipeline.recorded()) {
      var p = Captures.publications(Captures.TWO_CLUSTERS);
      System.out.println("PUBS " + p.size() + " " + (System.nanoTime() - t) / 1_000_000);
      pipeline.feed(p);
      System.out.println("FED " + (System.nanoTime() - t) / 1_000_000);
      StringBuilder out = new StringBuilder();
      pipeline.incidents().values().forEach(i -> out.append(JsonRecords.toJson("incident", i)).append('\n'));
      Files.writeString(Path.of("/tmp/try.jsonl"), out);
    }
  }
}
