package io.pulltriage.streams.api;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Severity;
import io.pulltriage.streams.query.Cursor;
import io.pulltriage.streams.query.IncidentFilter;
import io.pulltriage.streams.query.Order;
import io.pulltriage.streams.query.OutbreakFilter;
import io.pulltriage.streams.query.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Filters and pages as an address has them. Pure but for the clock. */
final class Filters {

  static final List<QueryParameter> INCIDENTS =
      List.of(
          QueryParameter.choice("status", IncidentStatus.class, "Whether they last."),
          QueryParameter.choice("phase", Phase.class, "Which half of the way to running failed."),
          QueryParameter.choices("cause", Cause.class, "Any of these causes."),
          QueryParameter.choices("severity", Severity.class, "Any of these severities."),
          QueryParameter.text("cluster", "Name of the cluster."),
          QueryParameter.text("namespace", "Name of the namespace."),
          QueryParameter.text("workload", "The workload, as name or Kind/name."),
          QueryParameter.text(
              "image",
              "The image as the pod's spec writes it, or its normalised reference, or"
                  + " registry/repository for all of its tags."),
          QueryParameter.text("registry", "Host and port of the registry."),
          QueryParameter.text("node", "A node on which it fails or failed."),
          QueryParameter.text("outbreak", "Id of the outbreak that they are part of."),
          QueryParameter.text(
              "text",
              "Text that is somewhere in their names, image, cause, title, nodes, pods or messages;"
                  + " upper and lower case are alike."),
          since());

  static final List<QueryParameter> OUTBREAKS =
      List.of(
          QueryParameter.choice("status", IncidentStatus.class, "Whether they last."),
          QueryParameter.choices("scope", OutbreakScope.class, "Any of these scopes."),
          QueryParameter.choices("cause", Cause.class, "Any of these causes."),
          QueryParameter.text("cluster", "A cluster that it reached."),
          since());

  static final List<QueryParameter> PAGE =
      List.of(
          QueryParameter.choice(
              "order",
              Order.class,
              "NEWEST (the default): open before resolved, the latest first. ID: by id; nothing"
                  + " changes its place while pages are turned."),
          QueryParameter.integer("limit", "Items on a page, 1 to 1000; 100 unless given."),
          QueryParameter.text("cursor", "Where the page begins: next of the page before."));

  private static final int STANDARD_LIMIT = 100;
  private static final Pattern AGO = Pattern.compile("([0-9]{1,6})([smhd])");

  private Filters() {}

  private static QueryParameter since() {
    return QueryParameter.text(
        "since",
        "Those that lasted then or later: a time as in RFC 3339, or how long ago: 90m, 24h, 7d.");
  }

  static IncidentFilter incidents(Query query, InstantSource clock) {
    return IncidentFilter.builder()
        .status(query.constant("status", IncidentStatus.class))
        .phase(query.constant("phase", Phase.class))
        .causes(query.constants("cause", Cause.class))
        .severities(query.constants("severity", Severity.class))
        .cluster(query.text("cluster"))
        .namespace(query.text("namespace"))
        .workload(query.text("workload"))
        .image(query.text("image"))
        .registry(query.text("registry"))
        .node(query.text("node"))
        .outbreak(query.text("outbreak"))
        .text(query.text("text"))
        .since(time(query.text("since"), clock))
        .build();
  }

  static OutbreakFilter outbreaks(Query query, InstantSource clock) {
    return new OutbreakFilter(
        Optional.ofNullable(query.constant("status", IncidentStatus.class)),
        query.constants("scope", OutbreakScope.class),
        query.constants("cause", Cause.class),
        Optional.ofNullable(query.text("cluster")),
        Optional.ofNullable(time(query.text("since"), clock)));
  }

  static PageRequest page(Query query) {
    Order order = query.constant("order", Order.class);
    String cursor = query.text("cursor");
    Optional<Cursor> after = Optional.ofNullable(cursor).map(Cursor::parse);
    Order standard = after.map(Cursor::order).orElse(Order.NEWEST);
    return new PageRequest(
        order == null ? standard : order, after, query.integer("limit", STANDARD_LIMIT));
  }

  private static @Nullable Instant time(@Nullable String text, InstantSource clock) {
    if (text == null) {
      return null;
    }
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      return clock.instant().minus(duration(Long.parseLong(ago.group(1)), ago.group(2)));
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw Problem.of(
              400,
              "since takes a time such as 2026-01-31T08:00:00Z, or one ago such as 90m, 24h, 7d")
          .exception();
    }
  }

  private static Duration duration(long amount, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
