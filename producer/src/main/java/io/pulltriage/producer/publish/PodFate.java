package io.pulltriage.producer.publish;

/** What becomes of a pod, by its phase. */
enum PodFate {
  /** It runs, will run, or nobody knows. */
  LIVES,
  /** All of its containers have ended well. */
  SUCCEEDED,
  /** All have ended, one of them badly. */
  FAILED;

  static PodFate of(String phase) {
    return switch (phase) {
      case "Succeeded" -> SUCCEEDED;
      case "Failed" -> FAILED;
      default -> LIVES;
    };
  }
}
