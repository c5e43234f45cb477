package io.pulltriage.schemas;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes image references apart the way container runtimes do: the grammar and the normalisation
 * ({@code nginx} is {@code docker.io/library/nginx:latest}) are those of {@code
 * github.com/distribution/reference}. Pure and thread-safe.
 */
public final class ImageReferences {

  private static final String DEFAULT_REGISTRY = "docker.io";
  private static final String OLD_DEFAULT_REGISTRY = "index.docker.io";
  private static final String OFFICIAL_NAMESPACE = "library/";
  private static final String DEFAULT_TAG = "latest";
  private static final int MAX_NAME_LENGTH = 255;

  private static final Pattern REGISTRY =
      Pattern.compile(
          "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?"
              + "(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*"
              + "|\\[[a-fA-F0-9:]+])(?::[0-9]+)?");
  private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  private static final Pattern REPOSITORY = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*");
  private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");
  private static final Pattern DIGEST =
      Pattern.compile("[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}");
  private static final Pattern BARE_DIGEST = Pattern.compile("[a-f0-9]{64}");

  private ImageReferences() {}

  /**
   * Takes a reference apart and normalises it.
   *
   * @param reference as a pod's spec writes it
   * @return its parts; registry, repository, tag and digest are all null where it does not parse
   */
  public static ImageReference parse(String reference) {
    ImageReference unparsed = new ImageReference(reference, null, null, null, null);
    // The limit keeps the patterns' backtracking, which is deep on long names, within the stack.
    if (reference.length() > 2 * MAX_NAME_LENGTH + 128
        || BARE_DIGEST.matcher(reference).matches()) {
      return unparsed;
    }
    String rest = reference;
    String digest = null;
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = rest.substring(at + 1);
      rest = rest.substring(0, at);
    }
    String tag = null;
    int colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/')) {
      tag = rest.substring(colon + 1);
      rest = rest.substring(0, colon);
    }
    if (!matchesIfPresent(DIGEST, digest) || !matchesIfPresent(TAG, tag)) {
      return unparsed;
    }
    if (tag == null && digest == null) {
      tag = DEFAULT_TAG;
    }
    return named(reference, rest, tag, digest);
  }

  /**
   * The reference in full, such as {@code docker.io/library/nginx:1.27}: what keys are made of. A
   * reference that does not parse stays as it was written.
   */
  public static String normalized(ImageReference image) {
    if (image.getRegistry().isEmpty() || image.getRepository().isEmpty()) {
      return image.getReference();
    }
    return image.getRegistry().get()
        + '/'
        + image.getRepository().get()
        + image.getTag().map(tag -> ':' + tag).orElse("")
        + image.getDigest().map(digest -> '@' + digest).orElse("");
  }

  private static ImageReference named(
      String reference, String name, @Nullable String tag, @Nullable String digest) {
    String registry = DEFAULT_REGISTRY;
    String repository = name;
    int slash = name.indexOf('/');
    if (slash >= 0 && isRegistry(name.substring(0, slash))) {
      registry = name.substring(0, slash);
      repository = name.substring(slash + 1);
    }
    if (registry.equals(OLD_DEFAULT_REGISTRY)) {
      registry = DEFAULT_REGISTRY;
    }
    if (registry.equals(DEFAULT_REGISTRY) && repository.indexOf('/') < 0) {
      repository = OFFICIAL_NAMESPACE + repository;
    }
    boolean valid =
        registry.length() + 1 + repository.length() <= MAX_NAME_LENGTH
            && REGISTRY.matcher(registry).matches()
            && REPOSITORY.matcher(repository).matches();
    return valid
        ? new ImageReference(reference, registry, repository, tag, digest)
        : new ImageReference(reference, null, null, null, null);
  }

  /** A first part is a registry rather than a namespace if it could not be a namespace. */
  private static boolean isRegistry(String part) {
    return part.equals("localhost")
        || part.indexOf('.') >= 0
        || part.indexOf(':') >= 0
        || part.chars().anyMatch(Character::isUpperCase);
  }

  private static boolean matchesIfPresent(Pattern pattern, @Nullable String text) {
    return text == null || pattern.matcher(text).matches();
  }
}
