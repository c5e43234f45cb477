package io.pulltriage.streams.api;

import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.streams.query.Change;
import io.pulltriage.streams.query.ChangeView;
import io.pulltriage.streams.query.ClusterReport;
import io.pulltriage.streams.query.Subscription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Writes what a client wants and may hear of changes as server-sent events. */
final class ChangeEvents {

  private static final String RESET = "reset";

  private final ChangeView view;
  private final Set<StreamRoutes.Kind> kinds;
  private final InstantSource clock;

  ChangeEvents(ChangeView view, Set<StreamRoutes.Kind> kinds, InstantSource clock) {
    this.view = view;
    this.kinds = kinds;
    this.clock = clock;
  }

  /** An event. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, and read by nobody else.
  private record Event(String name, byte[] data) {}

  /** Writes until the subscription is over or the client has gone. */
  void write(Subscription subscription, Duration heartbeat, OutputStream out)
      throws IOException, InterruptedException {
    out.write(
        ("retry: 2000\nid: " + subscription.position() + "\n\n").getBytes(StandardCharsets.UTF_8));
    if (!subscription.isResumed()) {
      send(reset("the changes since you were here are no longer known"), subscription, out);
    }
    out.flush();
    while (!subscription.isOver()) {
      Change change = subscription.next(heartbeat);
      if (change == null) {
        // The id goes along, so that whoever filters much need not go back far.
        out.write(
            (": heartbeat\nid: " + subscription.position() + "\n\n")
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
      } else {
        Optional<Event> event = event(change);
        if (event.isPresent()) {
          send(event.get(), subscription, out);
        }
        if (subscription.isIdle()) {
          out.flush();
        }
      }
    }
  }

  private static void send(Event event, Subscription subscription, OutputStream out)
      throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream(event.data.length + 200);
    text.writeBytes(
        ("event: " + event.name + "\nid: " + subscription.position() + "\ndata: ")
            .getBytes(StandardCharsets.UTF_8));
    text.writeBytes(event.data); // JSON of one line.
    text.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    text.writeTo(out);
  }

  private Optional<Event> event(Change change) {
    return switch (change.kind()) {
      case INCIDENT -> wants(StreamRoutes.Kind.INCIDENT) ? incident(change) : Optional.empty();
      case OUTBREAK -> wants(StreamRoutes.Kind.OUTBREAK) ? outbreak(change) : Optional.empty();
      case CLUSTER -> wants(StreamRoutes.Kind.CLUSTER) ? cluster(change) : Optional.empty();
      case UNREADABLE -> Optional.of(reset("a change could not be read"));
      case ALERT, SILENCE -> Optional.empty();
    };
  }

  private boolean wants(StreamRoutes.Kind kind) {
    return kinds.contains(kind);
  }

  private Optional<Event> incident(Change change) {
    if (!(change.value() instanceof Incident incident)) {
      return view.seesIncident(change.id())
          ? Optional.of(gone("incident-gone", change.id()))
          : Optional.empty();
    }
    if (view.shows(incident)) {
      return Optional.of(new Event("incident", Json.bytes(Json.entry(incident))));
    }
    return view.concerns(incident)
        ? Optional.of(gone("incident-gone", change.id()))
        : Optional.empty();
  }

  private Optional<Event> outbreak(Change change) {
    if (!(change.value() instanceof Outbreak outbreak)) {
      // Its id tells what is failing, and nothing is left that would say whom it concerned.
      return view.seesEverything()
          ? Optional.of(gone("outbreak-gone", change.id()))
          : Optional.empty();
    }
    Optional<Outbreak> shown = view.shown(outbreak);
    if (shown.isPresent()) {
      return Optional.of(new Event("outbreak", Json.bytes(Json.entry(shown.get()))));
    }
    return view.concerns(outbreak)
        ? Optional.of(gone("outbreak-gone", change.id()))
        : Optional.empty();
  }

  private Optional<Event> cluster(Change change) {
    if (!(change.value() instanceof ClusterStatus status) || !view.shows(status)) {
      return Optional.empty();
    }
    ClusterReport report =
        new ClusterReport(status, Duration.between(status.getObservedAt(), clock.instant()));
    return Optional.of(new Event("cluster", Json.bytes(out -> ClusterRoutes.write(report, out))));
  }

  private static Event gone(String name, String id) {
    return new Event(
        name,
        Json.bytes(
            out -> {
              out.writeStartObject();
              out.writeStringField("id", id);
              out.writeEndObject();
            }));
  }

  private static Event reset(String reason) {
    return new Event(
        RESET,
        Json.bytes(
            out -> {
              out.writeStartObject();
              out.writeStringField("reason", reason);
              out.writeEndObject();
            }));
  }
}
