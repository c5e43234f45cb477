package io.pulltriage.producer.capture;

/** The three streams that are recorded of a cluster; in an order of equals, nodes come first. */
enum StreamKind {
  NODES("nodes", "Node"),
  PODS("pods", "Pod"),
  EVENTS("events", "Event");

  /** How it is called in file names. */
  final String fileName;

  /** Kind of its objects. */
  final String objectKind;

  StreamKind(String fileName, String objectKind) {
    this.fileName = fileName;
    this.objectKind = objectKind;
  }

  static StreamKind named(String fileName) {
    for (StreamKind kind : values()) {
      if (kind.fileName.equals(fileName)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(fileName);
  }
}
