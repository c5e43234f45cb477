package io.pulltriage.producer.watch;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Lets so many lists be read at a time; the others wait in order. Thread-safe. */
final class ListGate {

  private final Queue<Ticket> waiting = new ArrayDeque<>();
  private int free;

  ListGate(int width) {
    free = width;
  }

  /** A place inside, or in the queue. */
  final class Ticket {
    private final Runnable go;
    private boolean inside;
    private boolean left;

    private Ticket(Runnable go) {
      this.go = go;
    }

    /** Gives the place up; nothing if that was done before. */
    void leave() {
      Ticket next;
      synchronized (ListGate.this) {
        if (left) {
          return;
        }
        left = true;
        if (!inside) {
          waiting.remove(this);
          return;
        }
        free++;
        next = admit();
      }
      if (next != null) {
        next.go.run();
      }
    }
  }

  /** Runs this as soon as there is room, perhaps at once; it must only hand work on. */
  Ticket enter(Runnable go) {
    Ticket ticket = new Ticket(go);
    Ticket next;
    synchronized (this) {
      waiting.add(ticket);
      next = admit();
    }
    if (next != null) {
      next.go.run();
    }
    return ticket;
  }

  private @Nullable Ticket admit() {
    Ticket next = free > 0 ? waiting.poll() : null;
    if (next != null) {
      next.inside = true;
      free--;
    }
    return next;
  }
}
