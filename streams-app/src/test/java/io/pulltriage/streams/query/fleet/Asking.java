package io.pulltriage.streams.query.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks an instance for everything and for one after the other, again and again, until the end.
 * Thread-safe.
 */
final class Asking {

  private final Instance instance;
  private final Whole whole;
  private final AtomicBoolean ending = new AtomicBoolean();
  private final AtomicInteger rounds = new AtomicInteger();
  private final AtomicInteger incomplete = new AtomicInteger();
  private final CompletableFuture<Void> done;

  /** Begins. */
  Asking(Instance instance, Whole whole) {
    this.instance = instance;
    this.whole = whole;
    this.done = CompletableFuture.runAsync(this::ask, work -> new Thread(work, "asking").start());
  }

  private void ask() {
    try {
      while (!ending.get()) {
        for (String id : whole.ids()) {
          JsonNode list = instance.read(Whole.LIST);
          whole.assertHonest(list);
          incomplete.addAndGet(Whole.isComplete(list) ? 0 : 1);
          Whole.assertNotTakenForAbsent(id, instance.askAbout(id));
        }
        rounds.incrementAndGet();
      }
    } catch (IOException e) {
      throw new AssertionError("one that is not lost does not answer", e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** How often it was asked about all, so far. */
  int rounds() {
    requireHonest();
    return rounds.get();
  }

  /** How many of its lists were not complete, so far. */
  int incomplete() {
    requireHonest();
    return incomplete.get();
  }

  /** Ends; fails if any answer was not honest. */
  void end() {
    ending.set(true);
    join();
  }

  private void requireHonest() {
    if (done.isDone()) {
      join();
      assertThat(ending).as("ended of itself").isTrue();
    }
  }

  private void join() {
    try {
      done.join();
    } catch (CompletionException e) {
      throw new AssertionError("an answer was not honest", e);
    }
  }
}
