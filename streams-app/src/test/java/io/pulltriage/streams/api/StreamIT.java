package io.pulltriage.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.http.ConnectionLimits;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.streams.config.ApiConfig;
import io.pulltriage.streams.config.LimitsConfig;
import io.pulltriage.streams.config.TlsConfig;
import io.pulltriage.streams.config.TokenConfig;
import io.pulltriage.streams.service.ServedAnalyzer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changes as they come, from real topics. */
@ExtendWith(ServedCapture.class)
class StreamIT {

  private static final String STREAM = "/api/v1/stream?kind=incident";

  /** One event of a stream. */
  private record Event(String name, String id, String data) {}

  /** A stream that is read event by event. */
  private static final class Stream implements AutoCloseable {

    private final BufferedReader lines;

    Stream(Client client, String path, String... headers) throws IOException, InterruptedException {
      HttpResponse<java.io.InputStream> response = client.open(path, headers);
      assertThat(response.statusCode()).isEqualTo(200);
      lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
      block(); // Tells where it begins; holds nothing.
    }

    /** The next event that holds something. */
    Event next() throws IOException {
      Event event = block();
      while (event.data.isEmpty()) {
        event = block();
      }
      return event;
    }

    private Event block() throws IOException {
      String name = "";
      String id = "";
      String data = "";
      for (String line = lines.readLine();
          line != null && !line.isEmpty();
          line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        }
      }
      assertThat(id).as("the stream has ended").isNotEmpty();
      return new Event(name, id, data);
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }

  @Test
  void shouldGoOnExactlyWhereTheClientWasOnAnyInstance(ServedCapture.Stage stage)
      throws IOException, InterruptedException {
    List<String> expected = new ArrayList<>();
    List<String> heard = new ArrayList<>();
    String last;
    try (ServedAnalyzer one = stage.serve();
        Stream stream = new Stream(client(one), STREAM)) {
      stage.send(incident(stage, "first", 1), incident(stage, "second", 1));
      last = stream.next().id;
      stage.send(incident(stage, "third", 1));
      for (int i = 0; i < 2; i++) {
        expected.add(stream.next().data);
      }
    }

    // When another instance is asked, which was not there then
    try (ServedAnalyzer other = stage.serve();
        Stream stream = new Stream(client(other), STREAM, "Last-Event-ID", last)) {
      for (int i = 0; i < 2; i++) {
        heard.add(stream.next().data);
      }
      stage.send(incident(stage, "fourth", 1));

      // Then
      assertThat(heard).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(stream.next().data).contains("fourth");
    }
  }

  @Test
  void shouldTellToBeginAnewWhenItCannotGoOn(ServedCapture.Stage stage)
      throws IOException, InterruptedException {
    try (ServedAnalyzer served = stage.serve()) {
      for (String id : List.of("nonsense", "0.0", "x".repeat(9_000))) {
        try (Stream stream = new Stream(client(served), STREAM, "Last-Event-ID", id)) {
          assertThat(stream.next().name).isEqualTo("reset");
        }
      }
    }
  }

  @Test
  void shouldSayWhatNoLongerSatisfiesTheFilter(ServedCapture.Stage stage)
      throws IOException, InterruptedException {
    try (ServedAnalyzer served = stage.serve();
        Stream stream = new Stream(client(served), STREAM + "&status=open")) {
      stage.send(incident(stage, "ends", 1));
      assertThat(stream.next().name).isEqualTo("incident");
      Incident over =
          Incident.newBuilder(incident(stage, "ends", 2))
              .setStatus(IncidentStatus.RESOLVED)
              .setResolvedAt(java.time.Instant.EPOCH)
              .build();
      stage.send(over);
      Event gone = stream.next();
      assertThat(gone.name).isEqualTo("incident-gone");
      assertThat(gone.data).contains(over.getId());
    }
  }

  @Test
  void shouldTellATeamOfItsOwnAlone(ServedCapture.Stage stage)
      throws IOException, InterruptedException {
    String token = "team-token-0123456789";
    ApiConfig config =
        new ApiConfig(
            "127.0.0.1",
            0,
            false,
            TlsConfig.NONE,
            List.of(),
            Map.of("team", new TokenConfig("", "T", List.of("ours"), List.of("*"), false)),
            ConnectionLimits.forUsers(),
            LimitsConfig.defaults());
    try (ServedAnalyzer served = stage.serve(config, Map.of("T", token));
        Stream stream =
            new Stream(client(served), "/api/v1/stream", "Authorization", "Bearer " + token)) {
      Incident foreign = incident(stage, "foreign", 1);
      Incident own =
          Incident.newBuilder(incident(stage, "own", 1))
              .setId("ours/data/Deployment/own/app/PULL/00000000")
              .setCluster("ours")
              .build();
      stage.send(foreign);
      stage.send(own);
      assertThat(stream.next().data).contains(own.getId()).doesNotContain("foreign");
    }
  }

  private static Client client(ServedAnalyzer served) {
    return new Client(served.port());
  }

  /** One that differs from a real one by its name. */
  private static Incident incident(ServedCapture.Stage stage, String name, long revision) {
    return Incident.newBuilder(stage.incidents().get(0))
        .setId("lab-a/data/Deployment/" + name + "/app/PULL/00000000")
        .setStatus(IncidentStatus.OPEN)
        .setResolvedAt(null)
        .setTitle(name)
        .setRevision(revision)
        .build();
  }
}
