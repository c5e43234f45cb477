package io.pulltriage.streams.topology.unread;

import io.pulltriage.schemas.Cause;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.streams.StreamsMetrics;

/**
 * Counts the texts that no rule reads, for whoever watches this process: one number for each cause,
 * of all tasks together, since the process began. Thread-safe.
 */
public final class UnreadMeter {

  /** Name of the metric; its group is {@link #GROUP}. */
  public static final String NAME = "unread-total";

  /** Group of the metric. */
  public static final String GROUP = "pulltriage-texts";

  private final Map<Cause, Sensor> sensors = new EnumMap<>(Cause.class);

  /** A meter among the application's metrics; where there is one already, both count as one. */
  public UnreadMeter(StreamsMetrics metrics) {
    for (Cause cause : UnreadSignals.UNREAD) {
      Sensor sensor = metrics.addSensor(GROUP + '-' + cause.name(), Sensor.RecordingLevel.INFO);
      sensor.add(
          new MetricName(
              NAME, GROUP, "Texts that no rule reads, by cause", Map.of("cause", cause.name())),
          new CumulativeSum());
      sensors.put(cause, sensor);
    }
  }

  /** A text was seen again so many times. */
  void count(Cause cause, long times) {
    Sensor sensor = sensors.get(cause);
    if (sensor == null) {
      throw new IllegalArgumentException("rules read texts of " + cause);
    }
    sensor.record((double) times);
  }
}
