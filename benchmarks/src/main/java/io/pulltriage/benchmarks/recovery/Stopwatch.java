package io.pulltriage.benchmarks.recovery;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.List;

/** Time on the clock and of this process on processors, from its making on. */
public final class Stopwatch {

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final long begun = System.nanoTime();
  private final long processor = PROCESS.getProcessCpuTime();

  /** What has passed by now. */
  public Reading read() {
    return new Reading(
        (System.nanoTime() - begun) / 1e9, (PROCESS.getProcessCpuTime() - processor) / 1e9);
  }

  /**
   * Seconds.
   *
   * @param clock of the clock
   * @param processor of all processors
   */
  public record Reading(double clock, double processor) {

    /** The one in the middle, by processor time, which other work on the machine changes least. */
    static Reading median(List<Reading> readings) {
      return readings.stream()
          .sorted(Comparator.comparingDouble(Reading::processor))
          .toList()
          .get(readings.size() / 2);
    }

    /** How many times as long as another. */
    String times(Reading other) {
      return "%.2f (processor time %.2f)"
          .formatted(clock / other.clock, processor / other.processor);
    }

    @Override
    public String toString() {
      return "%.2f s, processor time %.2f s".formatted(clock, processor);
    }
  }
}
