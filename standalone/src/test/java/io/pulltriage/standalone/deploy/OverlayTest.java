package io.pulltriage.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.pulltriage.standalone.cli.Arguments;
import io.pulltriage.standalone.deploy.Overlay.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The workloads of each overlay, as Kustomize makes them, against what the program does. */
@EnabledIf(
    value = "io.pulltriage.standalone.deploy.Overlay#canBeBuilt",
    disabledReason = "there is no kubectl from 1.24 on")
class OverlayTest {

  @ParameterizedTest
  @ValueSource(strings = {"hub", "center", "agent"})
  void shouldStartTheProgramAsItWantsToBe(String name) throws Exception {
    Overlay overlay = Overlay.build(name);

    assertThat(overlay.workloads()).isNotEmpty();
    for (Workload workload : overlay.workloads()) {
      Container container = container(workload);
      Arguments.assertUnderstood(container.getArgs());
      ServiceFacts.assertRead(container.getEnv().stream().map(EnvVar::getName).toList());
      assertThat(container.getImage()).startsWith("registry.example/pulltriage:");
      String command = container.getArgs().get(0);
      if (!command.equals("topics")) {
        assertServes(workload, facts(overlay, workload, command));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hub", "center", "agent"})
  void shouldMountWhatIsUsedAndNothingElse(String name) throws Exception {
    Overlay overlay = Overlay.build(name);
    String secrets = Sources.text("k8s/README.md");

    for (Workload workload : overlay.workloads()) {
      List<String> volumes =
          Stream.concat(
                  workload.volumes().stream(),
                  workload.pod().getSpec().getVolumes().stream().map(Volume::getName))
              .toList();
      assertThat(container(workload).getVolumeMounts())
          .extracting(VolumeMount::getName)
          .containsExactlyInAnyOrderElementsOf(volumes);
      assertThat(overlay.file(map(workload), file(workload))).isNotBlank();
      workload.pod().getSpec().getVolumes().stream()
          .map(Volume::getSecret)
          .filter(Objects::nonNull)
          .map(SecretVolumeSource::getSecretName)
          .forEach(secret -> assertThat(secrets).contains("`" + secret + "`"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hub", "center", "agent"})
  void shouldRunWithoutRightsOnItsNodeAndWithinBounds(String name) throws Exception {
    for (Workload workload : Overlay.build(name).workloads()) {
      var pod = workload.pod().getSpec();
      var container = container(workload);
      assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(Dockerfile.read().user());
      assertThat(pod.getSecurityContext().getSeccompProfile().getType())
          .isEqualTo("RuntimeDefault");
      assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
      assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
      assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(container.getResources().getLimits()).containsKey("memory");
      assertThat(container.getResources().getRequests()).containsKeys("memory", "cpu");
    }
  }

  private static void assertServes(Workload workload, ServiceFacts facts) {
    Container container = container(workload);
    assertThat(container.getPorts())
        .singleElement()
        .satisfies(port -> assertThat(port.getContainerPort()).isEqualTo(facts.port()));
    String port = container.getPorts().get(0).getName();
    assertProbes(container.getStartupProbe(), "/live", port);
    assertProbes(container.getLivenessProbe(), "/live", port);
    assertProbes(container.getReadinessProbe(), "/ready", port);
    assertThat(facts.paths()).allSatisfy(path -> assertMounted(container, path));
  }

  private static void assertProbes(Probe probe, String path, String port) {
    assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
    assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo(port);
  }

  private static void assertMounted(Container container, String path) {
    assertThat(container.getVolumeMounts())
        .as("what %s is on", path)
        .anySatisfy(mount -> assertThat(path + "/").startsWith(mount.getMountPath() + "/"));
  }

  private static ServiceFacts facts(Overlay overlay, Workload workload, String command) {
    Map<String, String> environment = new HashMap<>();
    for (EnvVar variable : container(workload).getEnv()) {
      if (variable.getValue() != null) {
        environment.put(
            variable.getName(), variable.getValue().replaceAll("\\$\\(\\w+\\)", "expanded"));
      }
    }
    return ServiceFacts.of(command, overlay.file(map(workload), file(workload)), environment);
  }

  private static Container container(Workload workload) {
    assertThat(workload.pod().getSpec().getContainers()).hasSize(1);
    return workload.pod().getSpec().getContainers().get(0);
  }

  private static String config(Workload workload) {
    List<String> arguments = container(workload).getArgs();
    return arguments.get(arguments.indexOf("--config") + 1);
  }

  private static String file(Workload workload) {
    return config(workload).replaceFirst(".*/", "");
  }

  /** The map that the folder of the settings file is made of. */
  private static String map(Workload workload) {
    String folder = config(workload).replaceFirst("/[^/]*$", "");
    String volume =
        container(workload).getVolumeMounts().stream()
            .filter(mount -> mount.getMountPath().equals(folder))
            .map(VolumeMount::getName)
            .findFirst()
            .orElseThrow(() -> new AssertionError(folder + " is not mounted"));
    return workload.pod().getSpec().getVolumes().stream()
        .filter(one -> one.getName().equals(volume))
        .map(one -> one.getConfigMap().getName())
        .findFirst()
        .orElseThrow();
  }
}
