package io.pulltriage.streams.alert.sink;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What an HTTP server answered.
 *
 * @param status its status
 * @param retryAfter its header {@code Retry-After}
 * @param text the beginning of its body
 */
record Answer(int status, Optional<String> retryAfter, String text) {

  /** What that means for the message: whether it was taken, may be taken later, or never will. */
  Outcome outcome(Clock clock) {
    if (status >= 200 && status < 300) {
      return new Outcome.Delivered("HTTP " + status);
    }
    String detail = "HTTP " + status + (text.isBlank() ? "" : ": " + text);
    if (status >= 300 && status < 400) {
      return new Outcome.Refused("HTTP " + status + ": redirects are not followed");
    }
    boolean passing = status >= 500 || status == 408 || status == 425 || status == 429;
    return passing
        ? new Outcome.Retry(detail, retryAfter.flatMap(value -> wait(value, clock.instant())))
        : new Outcome.Refused(detail);
  }

  /** RFC 9110: a number of seconds, or a date. */
  private static Optional<Duration> wait(String value, Instant now) {
    String text = value.strip();
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, until)).filter(wait -> !wait.isNegative());
    } catch (DateTimeException e) {
      return Optional.empty(); // As if it had not said.
    }
  }
}
