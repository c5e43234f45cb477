package io.pulltriage.classifier.images;

import io.pulltriage.classifier.EnvironmentNeed;
import io.pulltriage.classifier.ImageAdvice;
import io.pulltriage.classifier.RuleException;
import io.pulltriage.classifier.Step;
import io.pulltriage.classifier.Steps;
import io.pulltriage.classifier.yaml.Nearest;
import io.pulltriage.classifier.yaml.YamlEntry;
import io.pulltriage.classifier.yaml.YamlFiles.Source;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.ImageReferences;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An entry of the knowledge base; {@code docs/known-images.md} describes the format.
 *
 * @param id unique among all entries
 * @param patterns any of which the image must match
 * @param causes with which the advice is given
 * @param tags that exist; an image with one of them is not meant, and of any other the nearest is
 *     named
 * @param advice what to say; empty for an entry that only knows of variables
 * @param needs variables that the image does not start without
 */
public record KnownImage(
    String id,
    List<ImagePattern> patterns,
    Set<Cause> causes,
    List<String> tags,
    Optional<ImageAdvice> advice,
    List<EnvironmentNeed> needs) {

  private static final List<String> KEYS =
      List.of(
          "id", "match", "causes", "tags", "explanation", "remediation", "environment", "example");

  private static final String NEAREST = '{' + Steps.NEAREST_TAG + '}';

  /** Copies the collections, so that nobody changes them later. */
  public KnownImage {
    patterns = List.copyOf(patterns);
    causes = Set.copyOf(causes);
    tags = List.copyOf(tags);
    needs = List.copyOf(needs);
  }

  /**
   * The entries of a file, in its order.
   *
   * @throws RuleException if one is wrong; names file, entry and line
   */
  public static List<KnownImage> read(Source source) {
    YamlEntry root = source.parse().allow(List.of("images"));
    List<KnownImage> images = new ArrayList<>();
    for (YamlEntry entry : root.entries("images")) {
      KnownImage image = read(entry);
      if (images.stream().anyMatch(other -> other.id.equals(image.id))) {
        throw entry.problem("id", "is there twice");
      }
      images.add(image);
    }
    return images;
  }

  /** Whether this entry is about an image. */
  public boolean matches(ImageReference image) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(image))
        && image.getTag().filter(tags::contains).isEmpty();
  }

  /** What to say about an image, with the existing tag that is nearest to its own. */
  public Optional<ImageAdvice> adviceFor(ImageReference image) {
    Optional<String> nearest = Nearest.of(image.getTag().orElse(""), tags);
    return nearest.isEmpty()
        ? advice
        : advice.map(
            given ->
                new ImageAdvice(
                    given.id(),
                    given.explanation().replace(NEAREST, nearest.get()),
                    given.remediation().stream()
                        .map(step -> step.with(Steps.NEAREST_TAG, nearest.get()))
                        .toList()));
  }

  private static KnownImage read(YamlEntry entry) {
    String id = entry.requiredText("id");
    entry.named("image '" + id + "'").allow(KEYS);
    List<ImagePattern> patterns = entry.entries("match").stream().map(ImagePattern::read).toList();
    if (patterns.isEmpty()) {
      throw entry.problem("'match' is missing");
    }
    KnownImage image =
        new KnownImage(
            id, patterns, causes(entry), entry.texts("tags"), advice(id, entry), needs(entry));
    if (image.advice.isEmpty() && image.needs.isEmpty()) {
      throw entry.problem("says nothing: it needs 'explanation' or 'environment'");
    }
    image.checkExamples(entry);
    return image;
  }

  private static Set<Cause> causes(YamlEntry entry) {
    Set<Cause> causes = EnumSet.noneOf(Cause.class);
    for (String name : entry.texts("causes")) {
      causes.add(entry.constant("causes", name, Cause.class));
    }
    return causes;
  }

  private static Optional<ImageAdvice> advice(String id, YamlEntry entry) {
    if (entry.text("explanation").isEmpty()) {
      return Optional.empty();
    }
    List<Step> remediation = Step.read(entry);
    if (remediation.isEmpty() || entry.texts("causes").isEmpty()) {
      throw entry.problem("explanation", "needs 'causes' and 'remediation' beside it");
    }
    return Optional.of(new ImageAdvice(id, entry.requiredText("explanation"), remediation));
  }

  private static List<EnvironmentNeed> needs(YamlEntry entry) {
    List<EnvironmentNeed> needs = new ArrayList<>();
    for (YamlEntry need : entry.entries("environment")) {
      need.allow(List.of("anyOf", "explanation"));
      List<String> names = need.texts("anyOf");
      if (names.isEmpty()) {
        throw need.problem("'anyOf' is missing: the names of the variables");
      }
      needs.add(new EnvironmentNeed(names, need.requiredText("explanation")));
    }
    return needs;
  }

  private void checkExamples(YamlEntry entry) {
    List<String> examples = entry.texts("example");
    if (examples.isEmpty()) {
      throw entry.problem("'example' is missing: an image that this entry is about");
    }
    for (String example : examples) {
      if (!matches(ImageReferences.parse(example))) {
        throw entry.problem("example", "does not match its example " + example);
      }
    }
  }
}
