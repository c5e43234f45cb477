package io.pulltriage.streams.topology.outbreak;

/**
 * A part of a number of things that are alike, with what may be concluded from it.
 *
 * @param part those that are so
 * @param all all of them
 */
record Proportion(long part, long all) {

  /** Standard deviations on either side that hold 95 of 100 normal values. */
  private static final double Z = 1.959964;

  double value() {
    return (double) part / all;
  }

  /** The lower end of Wilson's interval of 95 %. */
  double low() {
    return (centre() - margin()) / spread();
  }

  /** Its upper end. */
  double high() {
    return (centre() + margin()) / spread();
  }

  /** Such as {@code 0.994 (0.982–0.998)}; a dash where there is nothing. */
  String text() {
    return all == 0 ? "–" : "%.3f (%.3f–%.3f)".formatted(value(), low(), high());
  }

  private double centre() {
    return value() + Z * Z / (2 * all);
  }

  private double margin() {
    return Z * Math.sqrt(value() * (1 - value()) / all + Z * Z / (4.0 * all * all));
  }

  private double spread() {
    return 1 + Z * Z / all;
  }
}
