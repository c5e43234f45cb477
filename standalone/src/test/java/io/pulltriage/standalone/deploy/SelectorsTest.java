package io.pulltriage.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.pulltriage.standalone.deploy.Overlay.Workload;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether what refers to something else in an overlay finds it. */
@EnabledIf(
    value = "io.pulltriage.standalone.deploy.Overlay#canBeBuilt",
    disabledReason = "there is no kubectl from 1.24 on")
class SelectorsTest {

  @ParameterizedTest
  @ValueSource(strings = {"hub", "center", "agent"})
  void shouldSelectOneWorkloadWithItsPorts(String name) throws Exception {
    Overlay overlay = Overlay.build(name);

    for (Service service : overlay.all(Service.class)) {
      Workload workload = selected(overlay, service.getSpec().getSelector());
      for (ServicePort port : service.getSpec().getPorts()) {
        assertHas(workload, port.getTargetPort());
      }
    }
    for (PodDisruptionBudget budget : overlay.all(PodDisruptionBudget.class)) {
      selected(overlay, budget.getSpec().getSelector().getMatchLabels());
    }
    for (NetworkPolicy policy : overlay.all(NetworkPolicy.class)) {
      Workload workload = selected(overlay, policy.getSpec().getPodSelector().getMatchLabels());
      policy.getSpec().getIngress().stream()
          .flatMap(rule -> rule.getPorts().stream())
          .forEach(port -> assertHas(workload, port.getPort()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hub", "center", "agent"})
  void shouldNameWhatIsThere(String name) throws Exception {
    Overlay overlay = Overlay.build(name);
    List<String> accounts =
        overlay.all(ServiceAccount.class).stream().map(one -> one.getMetadata().getName()).toList();
    List<String> services =
        overlay.all(Service.class).stream().map(one -> one.getMetadata().getName()).toList();

    overlay.workloads().stream()
        .map(workload -> workload.pod().getSpec().getServiceAccountName())
        .filter(account -> account != null)
        .forEach(account -> assertThat(accounts).contains(account));
    for (StatefulSet set : overlay.all(StatefulSet.class)) {
      assertThat(services).contains(set.getSpec().getServiceName());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hub", "center"})
  void shouldScrapeEachServiceOnce(String name) throws Exception {
    Overlay overlay = Overlay.build(name);

    assertThat(overlay.all(ServiceMonitor.class)).isNotEmpty();
    for (ServiceMonitor monitor : overlay.all(ServiceMonitor.class)) {
      for (Endpoint endpoint : monitor.getSpec().getEndpoints()) {
        assertThat(endpoint.getPath()).isEqualTo("/metrics");
        Stream<Service> scraped =
            overlay.all(Service.class).stream()
                .filter(
                    service ->
                        service
                            .getMetadata()
                            .getLabels()
                            .entrySet()
                            .containsAll(
                                monitor.getSpec().getSelector().getMatchLabels().entrySet()))
                .filter(
                    service ->
                        service.getSpec().getPorts().stream()
                            .anyMatch(port -> port.getName().equals(endpoint.getPort())));
        assertThat(scraped).as(monitor.getMetadata().getName()).hasSize(1);
      }
    }
  }

  private static Workload selected(Overlay overlay, Map<String, String> labels) {
    List<Workload> found =
        overlay.workloads().stream()
            .filter(
                workload ->
                    workload
                        .pod()
                        .getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(labels.entrySet()))
            .toList();
    assertThat(found).as("who has %s", labels).hasSize(1);
    return found.get(0);
  }

  private static void assertHas(Workload workload, IntOrString port) {
    assertThat(workload.pod().getSpec().getContainers().get(0).getPorts())
        .as("ports of %s", workload.name())
        .anySatisfy(one -> assertThat(one.getName()).isEqualTo(port.getStrVal()));
  }
}
