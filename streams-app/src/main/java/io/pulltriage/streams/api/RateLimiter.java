package io.pulltriage.streams.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** A bucket of tokens for each client: full at first, refilled evenly. Thread-safe. */
final class RateLimiter {

  private static final int MOST_CLIENTS = 10_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final double perSecond;
  private final double burst;
  private final LongSupplier nanoTime;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

  private static final class Bucket {
    private double tokens;
    private long at;
  }

  /**
   * Buckets.
   *
   * @param nanoTime a clock such as {@link System#nanoTime}
   */
  RateLimiter(double perSecond, double burst, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes one.
   *
   * @throws ProblemException with status 429 if there is none
   */
  void require(String client) {
    int wait = take(client);
    if (wait > 0) {
      throw Problem.of(429, "too many requests; try again in " + wait + " s")
          .withHeader("Retry-After", String.valueOf(wait))
          .exception();
    }
  }

  /** Takes one; if there is none, in how many seconds there will be, otherwise 0. */
  synchronized int take(String client) {
    Bucket bucket = refilled(client);
    if (bucket.tokens < 1) {
      return (int) Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
    }
    bucket.tokens--;
    return 0;
  }

  /** Whether there is none to take; takes none. */
  synchronized boolean isEmpty(String client) {
    return buckets.containsKey(client) && refilled(client).tokens < 1;
  }

  private Bucket refilled(String client) {
    long now = nanoTime.getAsLong();
    Bucket bucket = buckets.get(client);
    if (bucket == null) {
      bucket = new Bucket();
      bucket.tokens = burst;
      bucket.at = now;
      buckets.put(client, bucket);
      if (buckets.size() > MOST_CLIENTS) {
        // The one that has been silent for longest; its bucket is the fullest.
        buckets.remove(buckets.keySet().iterator().next());
      }
    }
    bucket.tokens =
        Math.min(burst, bucket.tokens + (now - bucket.at) / NANOS_PER_SECOND * perSecond);
    bucket.at = now;
    return bucket;
  }
}
