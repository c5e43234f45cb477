package io.pulltriage.schemas.setup;

/** Who needs rights in Kafka. */
public enum Role {
  PRODUCER("the collecting service, `pulltriage produce`"),
  ANALYZER("the analyzing service, `pulltriage analyze`"),
  SETUP("whoever runs `pulltriage topics plan` and `apply`, and `analyze --create-topics`"),
  DEAD_LETTERS("whoever runs `pulltriage dead-letters`"),
  READER("any other program that reads incidents and outbreaks");

  private final String description;

  Role(String description) {
    this.description = description;
  }

  /** Who that is, in Markdown. */
  public String description() {
    return description;
  }
}
