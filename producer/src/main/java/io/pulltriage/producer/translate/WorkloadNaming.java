package io.pulltriage.producer.translate;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.pulltriage.schemas.Workload;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names the object that a person would call the owner of a pod, from the pod alone: reading owners
 * would need rights on kinds that nobody lists in advance.
 *
 * <ul>
 *   <li>A ReplicaSet that ends in the pod's {@code pod-template-hash} belongs to a Deployment; one
 *       that ends in {@code rollouts-pod-template-hash} to an Argo Rollout. A Rollout that manages
 *       its pods under {@code pod-template-hash} looks like a Deployment.
 *   <li>A Job that ends in a time in minutes since 1970, which has eight digits, belongs to a
 *       CronJob. Ten digits are seconds, which other tools put there; CronJobs did before
 *       Kubernetes 1.21, whose Jobs therefore stand for themselves.
 *   <li>A ReplicationController of a pod labelled {@code deploymentconfig} belongs to that.
 *   <li>A static pod, which its Node owns, and a pod without a controller stand for themselves.
 *   <li>Any other controller is named as it is.
 * </ul>
 */
final class WorkloadNaming {

  private static final Pattern NAME_WITH_NUMBER = Pattern.compile("(.+)-(\\d{8})");

  /** 2015, in minutes; smaller numbers of eight digits are dates such as 20261122. */
  private static final long FIRST_MINUTE = 23_660_000;

  private WorkloadNaming() {}

  static Workload of(ObjectMeta pod) {
    OwnerReference controller = controller(pod.getOwnerReferences());
    if (controller == null) {
      return new Workload("Pod", pod.getName());
    }
    String name = controller.getName();
    return switch (controller.getKind()) {
      case "ReplicaSet" -> ofReplicaSet(name, pod.getLabels());
      case "Job" -> ofJob(name);
      case "ReplicationController" -> ofReplicationController(name, pod.getLabels());
      case "Node" -> new Workload("Pod", pod.getName());
      default -> new Workload(controller.getKind(), name);
    };
  }

  private static @Nullable OwnerReference controller(@Nullable List<OwnerReference> owners) {
    if (owners == null) {
      return null;
    }
    return owners.stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .filter(owner -> owner.getKind() != null && owner.getName() != null)
        .findFirst()
        .orElse(null);
  }

  private static Workload ofReplicaSet(String name, @Nullable Map<String, String> labels) {
    String deployment = withoutHash(name, labels, "pod-template-hash");
    if (deployment != null) {
      return new Workload("Deployment", deployment);
    }
    String rollout = withoutHash(name, labels, "rollouts-pod-template-hash");
    return rollout == null ? new Workload("ReplicaSet", name) : new Workload("Rollout", rollout);
  }

  private static @Nullable String withoutHash(
      String name, @Nullable Map<String, String> labels, String label) {
    String hash = labels == null ? null : labels.get(label);
    if (hash == null || hash.isEmpty() || !name.endsWith('-' + hash)) {
      return null;
    }
    return name.length() == hash.length() + 1
        ? null
        : name.substring(0, name.length() - hash.length() - 1);
  }

  private static Workload ofJob(String name) {
    Matcher matcher = NAME_WITH_NUMBER.matcher(name);
    boolean scheduled = matcher.matches() && Long.parseLong(matcher.group(2)) >= FIRST_MINUTE;
    return scheduled ? new Workload("CronJob", matcher.group(1)) : new Workload("Job", name);
  }

  private static Workload ofReplicationController(
      String name, @Nullable Map<String, String> labels) {
    String config = labels == null ? null : labels.get("deploymentconfig");
    return config == null
        ? new Workload("ReplicationController", name)
        : new Workload("DeploymentConfig", config);
  }
}
