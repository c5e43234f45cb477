package io.pulltriage.benchmarks;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.schemas.serdes.PublicSerdes;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Serde;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Incidents that one thread writes and reads again in a second. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
@Fork(2)
@State(Scope.Thread)
public class SerdesBenchmark {

  private static final String TOPIC = "pulltriage.incidents";

  private final Incident incident = SampleIncident.tagNotFound();
  private final Serde<Incident> publicSerde =
      new PublicSerdes(Map.of(PublicSerdes.REGISTRY_URL, "mock://benchmark")).incident();
  private final Serde<Incident> internalSerde = InternalSerdes.of(Incident.class);

  /** Confluent's wire format, as on public topics; the registry is asked once and remembered. */
  @Benchmark
  public Incident publicSerde() {
    return roundTrip(publicSerde);
  }

  /** Avro's single-object encoding, as in stores and internal topics. */
  @Benchmark
  public Incident internalSerde() {
    return roundTrip(internalSerde);
  }

  /** Gives back what the registry client holds. */
  @TearDown
  public void close() {
    publicSerde.close();
  }

  private Incident roundTrip(Serde<Incident> serde) {
    byte[] bytes = serde.serializer().serialize(TOPIC, incident);
    return serde.deserializer().deserialize(TOPIC, bytes);
  }
}
