package io.pulltriage.classifier;

import io.pulltriage.classifier.yaml.Nearest;
import io.pulltriage.schemas.ImageReference;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts the reader's own names into remediation steps. A placeholder is one of {@link #PLACEHOLDERS}
 * in braces, such as {@code {namespace}}; what the reader has to choose stands in capitals, such as
 * {@code NEW_IMAGE}, and is left alone. Pure and thread-safe.
 */
public final class Steps {

  /** The kubectl context of the cluster. */
  public static final String CONTEXT = "context";

  public static final String NAMESPACE = "namespace";
  public static final String POD = "pod";

  /** As kubectl takes it: {@code deployment/api}. */
  public static final String WORKLOAD = "workload";

  /** The workload's kind as Kubernetes writes it, or one of {@link #KINDS}. */
  public static final String KIND = "kind";

  /** Kind of a pod that a kubelet runs from a file, without any controller. */
  public static final String STATIC_POD = "StaticPod";

  /** Kind of whatever fails by the image of a volume rather than that of a container. */
  public static final String IMAGE_VOLUME = "ImageVolume";

  /** What steps tell apart beside the kinds of Kubernetes. */
  public static final List<String> KINDS = List.of(STATIC_POD, IMAGE_VOLUME);

  public static final String CONTAINER = "container";

  /** The image reference as the pod's spec writes it. */
  public static final String IMAGE = "image";

  /** Registry and repository, without a tag: {@code docker.io/library/nginx}. */
  public static final String REPOSITORY = "repository";

  /** The registry as references name it: {@code docker.io}. */
  public static final String REGISTRY = "registry";

  /** Where the registry answers, with a port if it has one; follows from the registry. */
  public static final String REGISTRY_ADDRESS = "registry-address";

  /** The same without a port. */
  public static final String REGISTRY_HOST = "registry-host";

  public static final String TAG = "tag";

  /** The existing tag that is nearest to the image's own; known images with {@code tags} only. */
  public static final String NEAREST_TAG = "nearest-tag";

  public static final String SECRET = "secret";
  public static final String NODE = "node";

  /** All placeholders that steps may use. */
  public static final List<String> PLACEHOLDERS =
      List.of(
          CONTEXT,
          NAMESPACE,
          POD,
          WORKLOAD,
          KIND,
          CONTAINER,
          IMAGE,
          REPOSITORY,
          REGISTRY,
          REGISTRY_ADDRESS,
          REGISTRY_HOST,
          TAG,
          NEAREST_TAG,
          SECRET,
          NODE);

  /** Expressions of kubectl also stand in braces, but begin otherwise: {@code {.spec}}. */
  private static final Pattern WORD_IN_BRACES = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_-]*)}");

  /** The one word that kubectl's own templates put in braces. */
  private static final String END_OF_RANGE = "end";

  private static final Pattern PLAIN_TO_A_SHELL = Pattern.compile("[A-Za-z0-9._/:@%+=,-]+");

  private static final Pattern PORT = Pattern.compile(":\\d+$");

  private static final String DOCKER_HUB = "docker.io";
  private static final String ADDRESS_OF_DOCKER_HUB = "registry-1.docker.io";

  private Steps() {}

  /**
   * The steps that are meant for a registry and a kind of workload, with what is known in the place
   * of placeholders, and what is not as its word in capitals, such as {@code NAMESPACE}. As people
   * paste steps into shells, a value that a shell would not take as one plain word is quoted for
   * it.
   *
   * @param values by the names of {@link #PLACEHOLDERS}; one that is blank is taken for unknown
   */
  public static List<String> fill(List<Step> steps, Map<String, String> values) {
    Map<String, String> known = new HashMap<>(values);
    Optional<String> registry = Optional.ofNullable(values.get(REGISTRY));
    registry.ifPresent(
        host -> {
          String address = host.equals(DOCKER_HUB) ? ADDRESS_OF_DOCKER_HUB : host;
          known.put(REGISTRY_ADDRESS, address);
          known.put(REGISTRY_HOST, PORT.matcher(address).replaceFirst(""));
        });
    Optional<String> kind = Optional.ofNullable(values.get(KIND));
    return steps.stream()
        .filter(step -> step.concerns(registry))
        .map(step -> fill(step.text(kind), known))
        .distinct()
        .toList();
  }

  /** The values that an image reference gives. */
  public static Map<String, String> valuesOf(ImageReference image) {
    Map<String, String> values = new HashMap<>();
    values.put(IMAGE, image.getReference());
    image.getRegistry().ifPresent(registry -> values.put(REGISTRY, registry));
    image.getTag().ifPresent(tag -> values.put(TAG, tag));
    image
        .getRepository()
        .ifPresent(
            path ->
                image.getRegistry().ifPresent(host -> values.put(REPOSITORY, host + "/" + path)));
    return Map.copyOf(values);
  }

  /** A complaint about a word in braces that is no placeholder; empty where there is none. */
  static Optional<String> unknownPlaceholder(String step) {
    return WORD_IN_BRACES
        .matcher(step)
        .results()
        .map(result -> result.group(1))
        .filter(name -> !PLACEHOLDERS.contains(name) && !name.equals(END_OF_RANGE))
        .map(name -> "unknown placeholder '{" + name + "}'" + Nearest.hint(name, PLACEHOLDERS))
        .findFirst();
  }

  private static String fill(String step, Map<String, String> values) {
    Matcher placeholders = WORD_IN_BRACES.matcher(step);
    return placeholders.replaceAll(
        found -> {
          String name = found.group(1);
          String text = PLACEHOLDERS.contains(name) ? text(name, values.get(name)) : found.group();
          return Matcher.quoteReplacement(text);
        });
  }

  private static String text(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
    return PLAIN_TO_A_SHELL.matcher(value).matches()
        ? value
        : "'" + value.replace("'", "'\\''") + "'";
  }
}
