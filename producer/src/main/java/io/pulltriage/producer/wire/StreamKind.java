package io.pulltriage.producer.wire;

/** The three streams of a cluster; in an order of equals, nodes come first. */
public enum StreamKind {
  NODES("nodes", "Node"),
  PODS("pods", "Pod"),
  EVENTS("events", "Event");

  /** How it is called in file names and in the API's paths. */
  public final String fileName;

  /** Kind of its objects. */
  public final String objectKind;

  StreamKind(String fileName, String objectKind) {
    this.fileName = fileName;
    this.objectKind = objectKind;
  }

  /**
   * The kind of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static StreamKind named(String fileName) {
    for (StreamKind kind : values()) {
      if (kind.fileName.equals(fileName)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(fileName);
  }
}
