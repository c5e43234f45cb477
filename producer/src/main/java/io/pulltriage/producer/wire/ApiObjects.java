package io.pulltriage.producer.wire;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventSource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.pulltriage.producer.translate.PodTranslation;
import java.io.IOException;
import java.util.Map;

/**
 * Which parts of the API's objects are read at all. The rest, nine tenths of a pod, is passed over
 * byte by byte: nothing is made of it, and what is secret of it (annotations but one, values of
 * variables, commands) is not even in memory as an object's field. What {@code translate} is to see
 * must be named here.
 */
final class ApiObjects {

  private ApiObjects() {}

  /** Reads objects of fabric8's model, in part. */
  static JsonMapper mapper() {
    return JsonMapper.builder()
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .addMixIn(ObjectMeta.class, MetadataParts.class)
        .addMixIn(ManagedFieldsEntry.class, ManagedFieldsParts.class)
        .addMixIn(OwnerReference.class, OwnerParts.class)
        .addMixIn(PodSpec.class, PodSpecParts.class)
        .addMixIn(Container.class, ContainerParts.class)
        .addMixIn(EphemeralContainer.class, ContainerParts.class)
        .addMixIn(Volume.class, VolumeParts.class)
        .addMixIn(VolumeMount.class, MountParts.class)
        .addMixIn(EnvVar.class, VariableParts.class)
        .addMixIn(EnvFromSource.class, NoParts.class)
        .addMixIn(PodStatus.class, PodStatusParts.class)
        .addMixIn(PodCondition.class, PodConditionParts.class)
        .addMixIn(ContainerStatus.class, ContainerStatusParts.class)
        .addMixIn(NodeSpec.class, NodeSpecParts.class)
        .addMixIn(NodeStatus.class, NodeStatusParts.class)
        .addMixIn(Event.class, EventParts.class)
        .build();
  }

  @JsonIncludeProperties({
    "name",
    "namespace",
    "uid",
    "resourceVersion",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "labels",
    "ownerReferences",
    "managedFields",
    "annotations"
  })
  interface MetadataParts {
    @JsonDeserialize(using = MirrorAnnotation.class)
    void setAnnotations(Map<String, String> annotations);
  }

  /**
   * Of the annotations the one that tells which static pod a pod shows; the rest is passed over.
   */
  private static final class MirrorAnnotation extends JsonDeserializer<Map<String, String>> {

    @Override
    public Map<String, String> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      Map<String, String> kept = Map.of();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean mirror = parser.currentName().equals(PodTranslation.MIRROR_ANNOTATION);
        if (parser.nextToken() == JsonToken.VALUE_STRING && mirror) {
          kept = Map.of(PodTranslation.MIRROR_ANNOTATION, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
      return kept;
    }
  }

  /** Half of a pod is the list of who manages which field; only the times are of use. */
  @JsonIncludeProperties("time")
  private interface ManagedFieldsParts {}

  @JsonIncludeProperties({"kind", "name", "controller"})
  private interface OwnerParts {}

  @JsonIncludeProperties({
    "nodeName",
    "serviceAccountName",
    "imagePullSecrets",
    "initContainers",
    "containers",
    "ephemeralContainers",
    "volumes"
  })
  private interface PodSpecParts {}

  @JsonIncludeProperties({"name", "image", "imagePullPolicy", "env", "envFrom", "volumeMounts"})
  private interface ContainerParts {}

  @JsonIncludeProperties({"name", "image"})
  private interface VolumeParts {}

  @JsonIncludeProperties("name")
  private interface MountParts {}

  /** Never the value. */
  @JsonIncludeProperties("name")
  private interface VariableParts {}

  /** That there is one is all that is told. */
  @JsonIncludeProperties({})
  private interface NoParts {}

  @JsonIncludeProperties({
    "phase",
    "reason",
    "startTime",
    "conditions",
    "initContainerStatuses",
    "containerStatuses",
    "ephemeralContainerStatuses"
  })
  private interface PodStatusParts {}

  @JsonIncludeProperties("lastTransitionTime")
  private interface PodConditionParts {}

  @JsonIncludeProperties({"name", "ready", "restartCount", "imageID", "state", "lastState"})
  private interface ContainerStatusParts {}

  @JsonIncludeProperties("unschedulable")
  private interface NodeSpecParts {}

  @JsonIncludeProperties({"nodeInfo", "conditions"})
  private interface NodeStatusParts {}

  /** The other names are those of {@code events.k8s.io}. */
  @JsonIncludeProperties({
    "apiVersion",
    "kind",
    "metadata",
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
    "reportingInstance"
  })
  interface EventParts {
    @JsonAlias("regarding")
    ObjectReference getInvolvedObject();

    @JsonAlias("note")
    String getMessage();

    @JsonAlias("deprecatedCount")
    Integer getCount();

    @JsonAlias("deprecatedFirstTimestamp")
    String getFirstTimestamp();

    @JsonAlias("deprecatedLastTimestamp")
    String getLastTimestamp();

    @JsonAlias("deprecatedSource")
    EventSource getSource();

    @JsonAlias("reportingController")
    String getReportingComponent();
  }
}
