package io.pulltriage.producer.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.pulltriage.producer.translate.PodTranslation;
import io.pulltriage.producer.translate.PublicText;
import io.pulltriage.producer.wire.StreamKind;
import java.util.Set;

/**
 * What of an object may be recorded: what translation reads of it, and nothing else. Names of
 * environment variables stay, their values do not; of annotations one, of volumes those that are
 * images; credentials in texts are masked. Pure.
 */
public final class PublicObject {

  private static final Set<String> METADATA =
      Set.of(
          "name",
          "namespace",
          "uid",
          "resourceVersion",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "ownerReferences",
          "managedFields");

  private static final Set<String> MANAGED_FIELDS =
      Set.of("manager", "operation", "subresource", "time");

  /** Prefixes and names of labels that workloads, zones and platforms are read from. */
  private static final Set<String> LABELS =
      Set.of(
          "pod-template-hash",
          "rollouts-pod-template-hash",
          "deploymentconfig",
          "topology.kubernetes.io/zone",
          "failure-domain.beta.kubernetes.io/zone",
          "topology.kubernetes.io/region",
          "failure-domain.beta.kubernetes.io/region",
          "node.kubernetes.io/instance-type",
          "beta.kubernetes.io/instance-type",
          "kubernetes.io/arch",
          "beta.kubernetes.io/arch",
          "kubernetes.io/os",
          "beta.kubernetes.io/os");

  private static final Set<String> ANNOTATIONS = Set.of(PodTranslation.MIRROR_ANNOTATION);

  private static final Set<String> POD_SPEC =
      Set.of("nodeName", "serviceAccountName", "imagePullSecrets", "restartPolicy");

  private static final Set<String> CONTAINER = Set.of("name", "image", "imagePullPolicy");

  private static final Set<String> NODE_STATUS = Set.of("conditions", "nodeInfo");

  private static final Set<String> CONTAINER_LISTS =
      Set.of("initContainers", "containers", "ephemeralContainers");

  private static final Set<String> EVENT =
      Set.of(
          "apiVersion",
          "involvedObject",
          "reason",
          "message",
          "source",
          "firstTimestamp",
          "lastTimestamp",
          "eventTime",
          "count",
          "type",
          "series",
          "reportingComponent",
          "reportingInstance");

  private PublicObject() {}

  /** The part that may be recorded; the object itself is not changed. */
  public static ObjectNode of(StreamKind kind, JsonNode object) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    kept.put("kind", kind.objectKind);
    kept.set("metadata", metadata(object.path("metadata")));
    switch (kind) {
      case PODS -> {
        kept.set("spec", podSpec(object.path("spec")));
        kept.set("status", object.path("status").deepCopy());
      }
      case NODES -> {
        kept.set("spec", some(object.path("spec"), Set.of("unschedulable")));
        kept.set("status", some(object.path("status"), NODE_STATUS));
      }
      case EVENTS -> kept.setAll(some(object, EVENT));
    }
    return (ObjectNode) masked(kept);
  }

  private static ObjectNode metadata(JsonNode metadata) {
    ObjectNode kept = some(metadata, METADATA);
    ArrayNode managers = JsonNodeFactory.instance.arrayNode();
    metadata.path("managedFields").forEach(one -> managers.add(some(one, MANAGED_FIELDS)));
    kept.set("managedFields", managers);
    kept.set("labels", some(metadata.path("labels"), LABELS));
    if (metadata.path("annotations").has(PodTranslation.MIRROR_ANNOTATION)) {
      kept.set("annotations", some(metadata.path("annotations"), ANNOTATIONS));
    }
    return kept;
  }

  private static ObjectNode podSpec(JsonNode spec) {
    ObjectNode kept = some(spec, POD_SPEC);
    for (String list : CONTAINER_LISTS) {
      if (spec.has(list)) {
        ArrayNode containers = kept.putArray(list);
        spec.path(list).forEach(one -> containers.add(container(one)));
      }
    }
    ArrayNode volumes = JsonNodeFactory.instance.arrayNode();
    for (JsonNode volume : spec.path("volumes")) {
      if (volume.has("image")) {
        volumes.add(some(volume, Set.of("name", "image")));
      }
    }
    if (!volumes.isEmpty()) {
      kept.set("volumes", volumes);
    }
    return kept;
  }

  private static ObjectNode container(JsonNode container) {
    ObjectNode kept = some(container, CONTAINER);
    ArrayNode names = kept.putArray("env");
    container.path("env").forEach(variable -> names.add(some(variable, Set.of("name"))));
    if (!container.path("envFrom").isEmpty()) {
      kept.putArray("envFrom").addObject();
    }
    if (!container.path("volumeMounts").isEmpty()) {
      ArrayNode mounts = kept.putArray("volumeMounts");
      container.path("volumeMounts").forEach(mount -> mounts.add(some(mount, Set.of("name"))));
    }
    return kept;
  }

  private static ObjectNode some(JsonNode node, Set<String> fields) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    node.fieldNames()
        .forEachRemaining(
            field -> {
              if (fields.contains(field)) {
                kept.set(field, node.path(field));
              }
            });
    return kept;
  }

  private static JsonNode masked(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(PublicText.of(node.textValue()));
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object.fieldNames().forEachRemaining(name -> copy.set(name, masked(object.path(name))));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> copy.add(masked(item)));
      return copy;
    }
    return node;
  }
}
