package io.pulltriage.classifier.images;

import io.pulltriage.classifier.yaml.YamlEntry;
import io.pulltriage.schemas.ImageReference;
import java.util.List;
import java.util.Optional;

/**
 * Which images an entry is about; a star stands for any text, and no pattern for anything.
 *
 * @param registries patterns of the registry's host
 * @param repositories patterns of the normalised repository
 * @param tags patterns of the tag
 * @param notTags patterns that the tag must not match
 */
record ImagePattern(
    List<String> registries, List<String> repositories, List<String> tags, List<String> notTags) {

  private static final List<String> KEYS = List.of("registry", "repository", "tag", "not-tag");

  static ImagePattern read(YamlEntry entry) {
    entry.allow(KEYS);
    if (entry.keys().isEmpty()) {
      throw entry.problem("'match' needs at least one of " + KEYS);
    }
    return new ImagePattern(
        entry.texts("registry"),
        entry.texts("repository"),
        entry.texts("tag"),
        entry.texts("not-tag"));
  }

  boolean matches(ImageReference image) {
    return matches(registries, image.getRegistry())
        && matches(repositories, image.getRepository())
        && matches(tags, image.getTag())
        && (notTags.isEmpty() || !matches(notTags, image.getTag()));
  }

  private static boolean matches(List<String> patterns, Optional<String> text) {
    return patterns.isEmpty()
        || (text.isPresent()
            && patterns.stream().anyMatch(pattern -> matches(pattern, text.get())));
  }

  /** Goes back only to the last star, so that the time is bounded by the product of the lengths. */
  private static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int starText = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        starText = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++starText;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
