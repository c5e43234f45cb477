package io.pulltriage.producer.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Contexts of one kubeconfig: some, the current one, or all. */
final class KubeconfigSource implements ClusterSource {

  private final Path file;
  private final List<String> contexts;
  private final boolean all;
  private final boolean trusted;

  /**
   * A source.
   *
   * @param contexts which; none for the current one
   * @param all whether all of them
   * @param trusted whether it may run programs and read tokens of this machine
   */
  KubeconfigSource(Path file, List<String> contexts, boolean all, boolean trusted) {
    this.trusted = trusted;
    this.file = file;
    this.contexts = List.copyOf(contexts);
    this.all = all;
  }

  @Override
  public Found look() {
    List<String> problems = new ArrayList<>();
    return new Found(accesses(problems), problems);
  }

  @Override
  public String describe() {
    return "the kubeconfig " + file;
  }

  private List<ClusterAccess> accesses(List<String> problems) {
    List<ClusterAccess> accesses = new ArrayList<>();
    try {
      Kubeconfig kubeconfig = Kubeconfig.read(file);
      for (String context : wanted(kubeconfig)) {
        addAccess(kubeconfig, context, accesses, problems);
      }
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
    return accesses;
  }

  private List<String> wanted(Kubeconfig kubeconfig) {
    if (all) {
      return kubeconfig.contexts();
    }
    return contexts.isEmpty() ? List.of(kubeconfig.current()) : contexts;
  }

  private void addAccess(
      Kubeconfig kubeconfig, String context, List<ClusterAccess> accesses, List<String> problems) {
    try {
      accesses.add(kubeconfig.access(context, trusted));
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
  }
}
