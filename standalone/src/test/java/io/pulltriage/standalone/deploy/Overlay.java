package io.pulltriage.standalone.deploy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code kubectl kustomize} makes of an overlay.
 *
 * @param name its folder
 * @param objects all that it has
 */
record Overlay(String name, List<HasMetadata> objects) {

  /**
   * Whatever runs pods.
   *
   * @param name its own
   * @param pod what they are made of
   * @param volumes names of the volumes that are made for each pod
   */
  record Workload(String name, PodTemplateSpec pod, List<String> volumes) {}

  /** Whether there is a kubectl from 1.24 on: since then it tells of its Kustomize, and has v4. */
  static boolean canBeBuilt() {
    try {
      Process kubectl =
          new ProcessBuilder("kubectl", "version", "--client", "-o", "json")
              .redirectErrorStream(true)
              .start();
      String said = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return kubectl.waitFor() == 0 && said.contains("\"kustomizeVersion\"");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Builds one.
   *
   * @throws AssertionError if it cannot be built
   */
  static Overlay build(String name) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("kubectl", "kustomize", "k8s/overlays/" + name)
            .directory(Sources.TOP.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String yaml = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("kubectl kustomize k8s/overlays/" + name + " failed");
    }
    return new Overlay(name, StrictModel.read(yaml));
  }

  /** Its objects of a type. */
  <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** All that runs pods. */
  List<Workload> workloads() {
    return objects.stream().flatMap(Overlay::workload).toList();
  }

  /** A settings file that a map holds. */
  String file(String map, String key) {
    return all(ConfigMap.class).stream()
        .filter(one -> one.getMetadata().getName().equals(map))
        .map(one -> one.getData().get(key))
        .findFirst()
        .orElseThrow(() -> new AssertionError(map + " has no " + key));
  }

  private static Stream<Workload> workload(HasMetadata object) {
    String name = object.getMetadata().getName();
    if (object instanceof Deployment deployment) {
      return Stream.of(new Workload(name, deployment.getSpec().getTemplate(), List.of()));
    }
    if (object instanceof Job job) {
      return Stream.of(new Workload(name, job.getSpec().getTemplate(), List.of()));
    }
    if (object instanceof StatefulSet set) {
      List<String> claims =
          set.getSpec().getVolumeClaimTemplates().stream()
              .map(claim -> claim.getMetadata().getName())
              .toList();
      return Stream.of(new Workload(name, set.getSpec().getTemplate(), claims));
    }
    return Stream.of();
  }
}
