package io.pulltriage.standalone.deploy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.BeanDeserializerBuilder;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads manifests as the API's own types, and refuses what these do not have. */
final class StrictModel {

  private static final Map<String, Class<? extends HasMetadata>> TYPES =
      List.<Class<? extends HasMetadata>>of(
              ConfigMap.class,
              Namespace.class,
              Service.class,
              ServiceAccount.class,
              Deployment.class,
              StatefulSet.class,
              Job.class,
              NetworkPolicy.class,
              PodDisruptionBudget.class,
              ClusterRole.class,
              ClusterRoleBinding.class,
              Role.class,
              RoleBinding.class,
              PrometheusRule.class,
              ServiceMonitor.class)
          .stream()
          .collect(Collectors.toMap(StrictModel::name, Function.identity()));

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addMixIn(KubernetesResource.class, ByItsOwnFields.class)
          .addModule(new SimpleModule().setDeserializerModifier(new WithoutRest()))
          .build();

  private StrictModel() {}

  /**
   * The objects of a file.
   *
   * @throws tools.jackson.core.JacksonException if a type has no such field, or takes another value
   * @throws AssertionError if there is no such type
   */
  static List<HasMetadata> read(String yaml) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      return documents.readAll().stream()
          .filter(JsonNode::isObject)
          .map(StrictModel::typed)
          .toList();
    }
  }

  private static HasMetadata typed(JsonNode document) {
    String name = document.path("apiVersion").asString() + " " + document.path("kind").asString();
    Class<? extends HasMetadata> type = TYPES.get(name);
    if (type == null) {
      throw new AssertionError("there is no type " + name);
    }
    return YAML.treeToValue(document, type);
  }

  private static String name(Class<? extends HasMetadata> type) {
    return HasMetadata.getApiVersion(type) + " " + HasMetadata.getKind(type);
  }

  /** What the operator's types are made of does not say so itself to this version's reader. */
  @JsonDeserialize(using = ValueDeserializer.None.class)
  private interface ByItsOwnFields {}

  /** The types keep what they do not know; these do not. */
  private static final class WithoutRest extends ValueDeserializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    public BeanDeserializerBuilder updateBuilder(
        DeserializationConfig config,
        BeanDescription.Supplier description,
        BeanDeserializerBuilder builder) {
      builder.setAnySetter(null);
      return builder;
    }
  }
}
