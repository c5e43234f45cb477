package io.pulltriage.streams.query.fleet;

import io.pulltriage.streams.config.QueryConfig;
import io.pulltriage.streams.query.IncidentQueries;
import io.pulltriage.streams.query.PeerRoutes;
import io.pulltriage.streams.query.Queries;
import io.pulltriage.streams.query.Readiness;
import io.pulltriage.streams.query.part.CopyAges;
import io.pulltriage.streams.query.part.StoreReader;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;

/** What an instance of Kafka Streams offers to those who ask. Thread-safe. */
public final class StreamsQueries implements Queries {

  private final CopyAges ages;
  private final IncidentQueries incidents;
  private final Optional<PeerRoutes> peerRoutes;
  private final Readiness readiness;

  /**
   * Asks the stores of an instance, which need not have started yet, and of its peers.
   *
   * @param settings its own; without {@code application.server} it is taken to be the only instance
   * @param partitions of every stage
   * @param http asks the peers; brings the trust in their certificates where they serve https
   */
  public StreamsQueries(
      KafkaStreams streams,
      StreamsConfig settings,
      int partitions,
      QueryConfig config,
      HttpClient http,
      InstantSource clock) {
    Placement placement = new Placement(streams, address(settings), partitions);
    this.ages = new CopyAges(streams, settings, config.patience(), clock);
    StoreReader reader = new StoreReader(streams, ages);
    this.incidents = new FleetQueries(new Fleet(placement, reader, new Peers(http, config)), clock);
    this.peerRoutes = config.secret().map(secret -> new PartRoutes(reader, secret));
    this.readiness = new InstanceReadiness(streams, placement, reader);
  }

  private static Optional<HostInfo> address(StreamsConfig settings) {
    return Optional.of(settings.getString(StreamsConfig.APPLICATION_SERVER_CONFIG))
        .filter(address -> !address.isBlank())
        .map(HostInfo::buildFromEndpoint);
  }

  @Override
  public IncidentQueries incidents() {
    return incidents;
  }

  @Override
  public Optional<PeerRoutes> peerRoutes() {
    return peerRoutes;
  }

  @Override
  public Readiness readiness() {
    return readiness;
  }

  @Override
  public void close() {
    ages.close();
    // The HTTP client ends with its last question; a later Java lets it be closed.
  }
}
