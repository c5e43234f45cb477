package io.pulltriage.streams.alert.text;

import io.pulltriage.schemas.AlertKind;
import io.pulltriage.schemas.Cause;
import io.pulltriage.streams.alert.decide.Subject;
import io.pulltriage.streams.config.alerts.LinksConfig;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where an alert points to. Immutable and thread-safe. */
public final class Links {

  private static final String CAUSE = "{cause}";

  private final LinksConfig config;

  /** Links as they are configured. */
  public Links(LinksConfig config) {
    this.config = config;
  }

  /** The page of an incident or outbreak; empty where no page is configured. */
  public Optional<String> page(Subject subject) {
    String list = subject.kind() == AlertKind.OUTBREAK ? "/outbreaks/" : "/incidents/";
    return home().map(page -> page + list + encoded(subject.id()));
  }

  /** PullTriage's own page; empty where none is configured. */
  public Optional<String> home() {
    return config.page().isBlank() ? Optional.empty() : Optional.of(withoutSlash(config.page()));
  }

  /** The runbook of a cause; empty where none are configured. */
  public Optional<String> runbook(Cause cause) {
    String runbooks = config.runbooks();
    if (runbooks.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        runbooks.contains(CAUSE)
            ? runbooks.replace(CAUSE, cause.name())
            : withoutSlash(runbooks) + '/' + cause.name() + ".md");
  }

  private static String withoutSlash(String address) {
    String stripped = address.strip();
    return stripped.endsWith("/") ? stripped.substring(0, stripped.length() - 1) : stripped;
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
