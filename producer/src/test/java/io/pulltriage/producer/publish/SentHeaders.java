package io.pulltriage.producer.publish;

import io.pulltriage.schemas.WatermarkHeaders;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Reads what the watermark of a sent record says. */
public final class SentHeaders {

  private SentHeaders() {}

  /** The key with the headers of its kind. */
  public static String of(ProducerRecord<String, ?> sent) {
    return sent.topic().endsWith("clusters")
        ? sent.key()
            + " mark="
            + WatermarkHeaders.mark(sent.headers())
            + " facts="
            + WatermarkHeaders.facts(sent.headers())
        : sent.key() + " after=" + WatermarkHeaders.after(sent.headers());
  }
}
