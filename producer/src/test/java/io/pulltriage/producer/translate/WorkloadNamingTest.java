package io.pulltriage.producer.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.pulltriage.schemas.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadNamingTest {

  @ParameterizedTest
  @CsvSource({
    "ReplicaSet, web-5dfb74c579, pod-template-hash=5dfb74c579, Deployment, web",
    "ReplicaSet, web-5dfb74c579, pod-template-hash=other, ReplicaSet, web-5dfb74c579",
    "ReplicaSet, web, app=web, ReplicaSet, web",
    "ReplicaSet, web-7f9c, rollouts-pod-template-hash=7f9c, Rollout, web",
    "StatefulSet, db, pod-template-hash=x, StatefulSet, db",
    "DaemonSet, agent, a=b, DaemonSet, agent",
    "Job, backup-29922930, a=b, CronJob, backup",
    "Job, migrate-1764064800, a=b, Job, migrate-1764064800",
    "Job, backup-20261122, a=b, Job, backup-20261122",
    "Job, backup-7, a=b, Job, backup-7",
    "Job, 29922930, a=b, Job, 29922930",
    "ReplicationController, app-3, deploymentconfig=app, DeploymentConfig, app",
    "ReplicationController, app, a=b, ReplicationController, app",
    "SparkApplication, sums, a=b, SparkApplication, sums",
    "Node, n1, a=b, Pod, the-pod",
  })
  void shouldNameTheOwnerAsAPersonWould(
      String ownerKind, String ownerName, String label, String kind, String name) {
    String[] labelled = label.split("=", 2);
    ObjectMeta pod = pod(owner(ownerKind, ownerName, true));
    pod.setLabels(Map.of(labelled[0], labelled[1]));

    assertThat(WorkloadNaming.of(pod)).isEqualTo(new Workload(kind, name));
  }

  @Test
  void shouldNameThePodItselfWhereNothingControlsIt() {
    assertThat(WorkloadNaming.of(pod())).isEqualTo(new Workload("Pod", "the-pod"));
    assertThat(WorkloadNaming.of(pod(owner("ConfigMap", "keeper", false))))
        .isEqualTo(new Workload("Pod", "the-pod"));
  }

  @Test
  void shouldNotNameAnOwnerThatDoesNotControl() {
    ObjectMeta pod = pod(owner("Backup", "b", false), owner("StatefulSet", "db", true));

    assertThat(WorkloadNaming.of(pod)).isEqualTo(new Workload("StatefulSet", "db"));
  }

  private static ObjectMeta pod(OwnerReference... owners) {
    ObjectMeta metadata = new ObjectMeta();
    metadata.setName("the-pod");
    metadata.setOwnerReferences(List.of(owners));
    return metadata;
  }

  private static OwnerReference owner(String kind, String name, boolean controller) {
    return new OwnerReference("v1", false, controller, kind, name, "uid");
  }
}
