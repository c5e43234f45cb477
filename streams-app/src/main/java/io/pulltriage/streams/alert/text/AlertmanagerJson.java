package io.pulltriage.streams.alert.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.streams.alert.decide.Change;
import io.pulltriage.streams.alert.text.AlertMessage.About;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Messages as Alertmanager's API takes them: {@code POST /api/v2/alerts}. Thread-safe. */
public final class AlertmanagerJson {

  private static final JsonFactory JSON = new JsonFactory();

  private final AlertText text;
  private final Duration lasts;

  /**
   * Messages of alerts that last so long unless they are sent again.
   *
   * @param text what they say
   * @param lasts how long
   */
  public AlertmanagerJson(AlertText text, Duration lasts) {
    this.text = text;
    this.lasts = lasts;
  }

  /** A request's body. */
  public byte[] body(List<AlertMessage> messages) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartArray();
      for (AlertMessage message : messages) {
        if (message instanceof About about) {
          write(about, out);
        }
      }
      out.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written to", e);
    }
    return bytes.toByteArray();
  }

  /** A changed alert is another one to an Alertmanager: the one that it knows ends. */
  private void write(About about, JsonGenerator out) throws IOException {
    Map<String, String> labels = AlertLabels.now(about.subject(), about.told().backlog());
    Map<String, String> annotations = text.annotations(about.subject());
    boolean over = about.change() == Change.RESOLVED;
    if (about.told().open()) {
      Map<String, String> before = AlertLabels.told(about.subject(), about.told());
      if (!before.equals(labels)) {
        alert(about, before, replaced(about, annotations), about.at(), out);
        if (over) {
          return;
        }
      }
    }
    Instant end = over ? about.subject().resolvedAt().orElse(about.at()) : about.at().plus(lasts);
    alert(about, labels, annotations, end, out);
  }

  private static Map<String, String> replaced(About about, Map<String, String> annotations) {
    Map<String, String> replaced = new TreeMap<>(annotations);
    if (about.change() != Change.RESOLVED) {
      String why =
          about
              .subject()
              .partOf()
              .map(outbreak -> "Told on as part of the outbreak " + outbreak + ". ")
              .orElse("Told on as " + about.subject().cause() + ". ");
      replaced.merge("description", why, (was, said) -> said + was);
    }
    return replaced;
  }

  private void alert(
      About about,
      Map<String, String> labels,
      Map<String, String> annotations,
      Instant end,
      JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    object("labels", labels, out);
    object("annotations", annotations, out);
    out.writeStringField("startsAt", start(about, end).toString());
    out.writeStringField("endsAt", end.toString());
    Optional<String> page = text.links().page(about.subject());
    if (page.isPresent()) {
      out.writeStringField("generatorURL", page.get());
    }
    out.writeEndObject();
  }

  /** Alertmanager refuses what ends before it starts. */
  private static Instant start(About about, Instant end) {
    Instant start = about.subject().firstSeen();
    return start.isAfter(end) ? end : start;
  }

  private static void object(String name, Map<String, String> entries, JsonGenerator out)
      throws IOException {
    out.writeObjectFieldStart(name);
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      out.writeStringField(entry.getKey(), entry.getValue());
    }
    out.writeEndObject();
  }
}
