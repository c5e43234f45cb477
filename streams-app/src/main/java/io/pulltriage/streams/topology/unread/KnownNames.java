package io.pulltriage.streams.topology.unread;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.PodSnapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The names that a pod's texts may hold, beside those that can be told by their form. Pure. */
public final class KnownNames {

  private static final Pattern PARTS = Pattern.compile("[/:@]");

  private KnownNames() {}

  /** All that a pod's snapshot names, in lower case, whole and in its parts. */
  public static Set<String> of(PodSnapshot pod) {
    Set<String> names = new HashSet<>();
    add(names, pod.getCluster());
    add(names, pod.getNamespace());
    add(names, pod.getName());
    add(names, pod.getWorkload().getName());
    pod.getNode().ifPresent(node -> add(names, node));
    pod.getPullSecretNames().forEach(name -> add(names, name));
    for (ContainerSnapshot container : pod.getContainers()) {
      add(names, container.getName());
      add(names, container.getImage());
      PARTS.splitAsStream(container.getImage()).forEach(part -> add(names, part));
    }
    return names;
  }

  /** Names that events tell themselves. */
  public static Set<String> of(List<String> told) {
    Set<String> names = new HashSet<>();
    told.forEach(name -> add(names, name));
    return names;
  }

  private static void add(Set<String> names, String name) {
    if (!name.isBlank()) {
      names.add(name.toLowerCase(Locale.ROOT));
    }
  }
}
