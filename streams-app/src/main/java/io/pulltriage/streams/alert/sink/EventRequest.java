package io.pulltriage.streams.alert.sink;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.http.impl.HttpMessageWriter;
import io.cloudevents.jackson.JsonFormat;
import io.pulltriage.streams.alert.text.AlertMessage;
import io.pulltriage.streams.alert.text.AlertMessage.About;
import io.pulltriage.streams.alert.text.EventJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A message as an HTTP request that carries a CloudEvent of version 1.0. Immutable. */
final class EventRequest {

  private static final String ATTRIBUTE = "ce-";

  private final Map<String, String> headers;
  private final byte[] body;

  private EventRequest(Map<String, String> headers, byte[] body) {
    this.headers = headers;
    this.body = body;
  }

  Map<String, String> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  /** A request of the message. */
  static EventRequest of(AlertMessage message, EventJson json, URI source, boolean binary) {
    Map<String, String> headers = new TreeMap<>();
    byte[][] body = {new byte[0]};
    HttpMessageWriter writer =
        HttpMessageFactory.createWriter(
            (name, value) -> headers.put(name, header(name, value)), bytes -> body[0] = bytes);
    CloudEvent event = event(message, json, source);
    if (binary) {
      writer.writeBinary(event);
    } else {
      writer.writeStructured(event, new JsonFormat());
    }
    return new EventRequest(headers, body[0]);
  }

  private static CloudEvent event(AlertMessage message, EventJson json, URI source) {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(message.id())
            .withSource(source)
            .withType(EventJson.type(message))
            .withTime(message.at().atOffset(ZoneOffset.UTC))
            .withData("application/json", json.data(message));
    if (message instanceof About about) {
      event
          .withSubject(about.subject().id())
          .withExtension("severity", about.subject().severity().name().toLowerCase(Locale.ROOT))
          .withExtension("cause", about.subject().cause().name());
    }
    return event.build();
  }

  /** The HTTP binding, 3.1.3.2: what is not plain in a header is percent-encoded. */
  private static String header(String name, String value) {
    if (!name.toLowerCase(Locale.ROOT).startsWith(ATTRIBUTE)) {
      return value;
    }
    StringBuilder encoded = new StringBuilder();
    for (byte one : value.getBytes(StandardCharsets.UTF_8)) {
      if (one > 0x20 && one < 0x7f && one != '"' && one != '%') {
        encoded.append((char) one);
      } else {
        encoded.append(String.format("%%%02X", one));
      }
    }
    return encoded.toString();
  }
}
