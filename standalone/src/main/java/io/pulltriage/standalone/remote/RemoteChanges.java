package io.pulltriage.standalone.remote;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Follows the changes that a running instance tells of, until interrupted. Not thread-safe. */
public final class RemoteChanges {

  private static final Duration POLL_EVERY = Duration.ofSeconds(5);
  private static final int BAD_REQUEST = 400;
  private static final int NOT_AUTHENTICATED = 401;
  private static final int NOT_ALLOWED = 403;
  private static final int NOT_FOUND = 404;
  private static final int NOT_READY = 503;

  private final RemoteApi api;
  private final Kind kind;
  private final Map<String, String> filters;
  private final Observer observer;
  private final Consumer<String> warnings;
  private final Map<String, Object> shown = new HashMap<>();

  /** What to follow. */
  public enum Kind {
    /** Incidents. */
    INCIDENT,
    /** Outbreaks. */
    OUTBREAK,
    /** Clusters. */
    CLUSTER
  }

  /** Hears of what is new. */
  public interface Observer {

    /** An incident has a new state. */
    void heard(Incident incident) throws IOException;

    /** An outbreak has a new state. */
    void heard(Outbreak outbreak) throws IOException;

    /** A cluster's collection has a new state. */
    void heard(ClusterState cluster) throws IOException;
  }

  /** Follows nothing yet. */
  public RemoteChanges(
      RemoteApi api,
      Kind kind,
      Map<String, String> filters,
      Observer observer,
      Consumer<String> warnings) {
    this.api = api;
    this.kind = kind;
    this.filters = Map.copyOf(filters);
    this.observer = observer;
    this.warnings = warnings;
  }

  /**
   * Tells of what there is, then of each change.
   *
   * @throws RemoteException if the server refuses; what is only away for a while is waited for
   */
  public void follow() throws IOException, InterruptedException {
    Optional<String> last = Optional.empty();
    boolean known = false;
    boolean polling = false;
    while (true) {
      try {
        if (polling) {
          tellAll();
        } else {
          last = stream(last, known);
        }
      } catch (RemoteException e) {
        polling = polling || e.status() == NOT_FOUND;
        if (!polling && isFinal(e, known)) {
          throw e;
        }
        warnings.accept(String.valueOf(e.getMessage()));
      } catch (java.net.SocketException | java.io.EOFException e) {
        warnings.accept("the connection is lost; trying again");
      }
      known = true;
      Thread.sleep(POLL_EVERY.toMillis());
    }
  }

  /** What is refused stays refused; a server that was there may come back. */
  private static boolean isFinal(RemoteException error, boolean known) {
    return switch (error.status()) {
      case NOT_READY -> false;
      case BAD_REQUEST, NOT_AUTHENTICATED, NOT_ALLOWED -> true;
      default -> !known;
    };
  }

  private Optional<String> stream(Optional<String> last, boolean resume)
      throws IOException, InterruptedException {
    Map<String, String> parameters = new HashMap<>(filters);
    parameters.put("kind", kind.name());
    try (ServerEvents events = new ServerEvents(api.changes(parameters, last))) {
      // Whoever follows first and then asks for the list misses nothing.
      if (!resume || last.isEmpty()) {
        tellAll();
      }
      try {
        for (var event = events.next(); event != null; event = events.next()) {
          tell(event);
        }
      } catch (IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        warnings.accept("the connection is lost; trying again");
      }
      return events.lastId().or(() -> last);
    }
  }

  private void tell(ServerEvents.Event event) throws IOException, InterruptedException {
    switch (event.name()) {
      case "incident" ->
          tell(AnswerReader.event(event.data(), AnswerReader.records(Incident.class)));
      case "outbreak" ->
          tell(AnswerReader.event(event.data(), AnswerReader.records(Outbreak.class)));
      case "cluster" -> tell(AnswerReader.event(event.data(), AnswerReader::cluster));
      case "reset" -> tellAll();
      default -> {} // What is gone is no news to whoever reads lines; a newer server may say more.
    }
  }

  private void tellAll() throws IOException, InterruptedException {
    switch (kind) {
      case INCIDENT -> {
        for (Incident incident : api.incidents(filters, Integer.MAX_VALUE).items()) {
          tell(incident);
        }
      }
      case OUTBREAK -> {
        for (Outbreak outbreak : api.outbreaks(filters, Integer.MAX_VALUE).items()) {
          tell(outbreak);
        }
      }
      case CLUSTER -> {
        for (ClusterState cluster : api.clusters(filters).items()) {
          tell(cluster);
        }
      }
    }
  }

  private void tell(SpecificRecord value) throws IOException {
    if (value instanceof Incident incident && isNews(incident.getId(), incident.getRevision())) {
      observer.heard(incident);
    } else if (value instanceof Outbreak outbreak
        && isNews(outbreak.getId(), outbreak.getRevision())) {
      observer.heard(outbreak);
    }
  }

  private void tell(ClusterState cluster) throws IOException {
    if (isNews(cluster.status().getCluster(), cluster.health() + cluster.status().getError())) {
      observer.heard(cluster);
    }
  }

  private boolean isNews(String id, Object state) {
    return !state.equals(shown.put(id, state));
  }
}
