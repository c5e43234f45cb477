package io.pulltriage.streams.query;

import io.pulltriage.streams.config.QueryConfig;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;

/** What an instance of Kafka Streams offers to those who ask. */
public final class StreamsQueries implements Queries {

  private final KafkaStreams streams;
  private final IncidentQueries incidents;

  /** Asks the stores of an instance, which need not have started yet. */
  public StreamsQueries(KafkaStreams streams, QueryConfig config, InstantSource clock) {
    this.streams = streams;
    this.incidents = new SingleInstance(new LocalStores(streams), clock);
  }

  @Override
  public IncidentQueries incidents() {
    return incidents;
  }

  @Override
  public PeerRoutes peerRoutes() {
    return (secret, body) -> new PeerRoutes.Response(400, new byte[0]);
  }

  @Override
  public Readiness readiness() {
    return () ->
        streams.state() == KafkaStreams.State.RUNNING
            ? List.of()
            : List.of("the instance is " + streams.state());
  }

  @Override
  public void close() {
    // Nothing of its own yet.
  }
}
