package io.pulltriage.schemas.setup;

/**
 * Something that is not as it should be. Immutable.
 *
 * @param part where
 * @param name of the topic or of the schema's subject
 * @param aspect what of it, in a word or two
 * @param wanted how it should be
 * @param found how it is
 * @param remedy what can be done
 * @param stopsServices whether the services refuse to start with it
 */
public record Difference(
    Part part,
    String name,
    String aspect,
    String wanted,
    String found,
    Remedy remedy,
    boolean stopsServices) {

  /** Where something differs. */
  public enum Part {
    TOPIC,
    SCHEMA
  }

  /** What can be done about a difference. */
  public enum Remedy {
    /** Applying the plan makes it. */
    CREATE,
    /** Applying the plan changes it, and nothing is lost by that. */
    ALTER,
    /** It cannot be changed without loss: applying the plan leaves it alone. */
    NONE
  }

  /** The difference as a sentence that names the topic or subject. */
  public String sentence() {
    String place = part == Part.TOPIC ? "topic " : "subject ";
    return "%s%s: %s is %s, wanted is %s".formatted(place, name, aspect, found, wanted);
  }
}
