package io.pulltriage.producer.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.pulltriage.producer.translate.PodObservation;
import io.pulltriage.producer.translate.PodTranslation;
import java.time.Instant;

/** Makes the JSON of a pod of a Deployment with one container, as the API server would send it. */
public final class PodJson {

  /** Reads what the tests make, unknown fields and all. */
  public static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final ObjectNode pod;

  private PodJson(String json) {
    pod = read(json);
  }

  /** A pod of the Deployment's ReplicaSet, on node n1, that has not started. */
  public static PodJson of(String deployment, String hash, String name, Instant created) {
    String replicaSet = deployment + "-" + hash;
    return new PodJson(
            """
            {"kind":"Pod","apiVersion":"v1","metadata":{"namespace":"shop",
             "labels":{"pod-template-hash":"%s"},
             "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"%s","uid":"o","controller":true}]},
             "spec":{"nodeName":"n1","containers":[{"name":"app","image":"team/%s:1","imagePullPolicy":"IfNotPresent"}]},
             "status":{"phase":"Pending"}}
            """
                .formatted(hash, replicaSet, deployment))
        .named(replicaSet + "-" + name, created);
  }

  /** A pod whose image cannot be pulled, as the API server would send it. */
  public static ObjectNode failing(String name) {
    return of("web", "old", name, Instant.parse("2026-03-04T05:06:07Z"))
        .waiting("ImagePullBackOff", "Back-off")
        .json();
  }

  /** Another name, and the UID that goes with it. */
  public PodJson named(String name, Instant created) {
    metadata()
        .put("name", name)
        .put("uid", "uid-" + name)
        .put("resourceVersion", "1")
        .put("creationTimestamp", created.toString());
    return this;
  }

  /** Another UID than the one that goes with its name. */
  public PodJson uid(String uid) {
    metadata().put("uid", uid);
    return this;
  }

  /** Owned by another controller than a ReplicaSet. */
  public PodJson ownedBy(String kind, String name) {
    ((ObjectNode) metadata().withArray("ownerReferences").get(0))
        .put("kind", kind)
        .put("name", name);
    return this;
  }

  /** Asking for an image. */
  public PodJson image(String image) {
    ((ObjectNode) pod.at("/spec/containers/0")).put("image", image);
    return this;
  }

  /** With a volume that is an image, mounted by its container. */
  public PodJson volume(String name, String image) {
    ((ObjectNode) pod.get("spec"))
        .withArray("volumes")
        .add(
            read(
                """
                {"name":"%s","image":{"reference":"%s"}}"""
                    .formatted(name, image)));
    ((ObjectNode) pod.at("/spec/containers/0"))
        .withArray("volumeMounts")
        .add(read("{\"name\":\"" + name + "\"}"));
    return this;
  }

  /** As the mirror of the static pod that the kubelet knows under that UID. */
  public PodJson mirrorOf(String hash) {
    metadata().withObject("/annotations").put(PodTranslation.MIRROR_ANNOTATION, hash);
    return this;
  }

  /** Bound to a node. */
  public PodJson on(String node) {
    ((ObjectNode) pod.get("spec")).put("nodeName", node);
    return this;
  }

  /** With its container waiting. */
  public PodJson waiting(String reason, String message) {
    return state(
        "Pending",
        """
        {"waiting":{"reason":"%s","message":"%s"}}"""
            .formatted(reason, message));
  }

  /** With its container running. */
  public PodJson running(Instant since) {
    return state(
        "Running",
        """
        {"running":{"startedAt":"%s"}}"""
            .formatted(since));
  }

  /** With its container ended. */
  public PodJson terminated(String phase, String reason, int exitCode, Instant at) {
    return state(
        phase,
        """
        {"terminated":{"reason":"%s","exitCode":%d,"finishedAt":"%s"}}"""
            .formatted(reason, exitCode, at));
  }

  /** With the end of the run before. */
  public PodJson lastRun(String reason, int exitCode, Instant at) {
    ((ObjectNode) pod.at("/status/containerStatuses/0"))
        .set(
            "lastState",
            read(
                """
                {"terminated":{"reason":"%s","exitCode":%d,"finishedAt":"%s"}}"""
                    .formatted(reason, exitCode, at)));
    return this;
  }

  /** With a reason of the pod as a whole. */
  public PodJson reason(String reason) {
    ((ObjectNode) pod.get("status")).put("reason", reason);
    return this;
  }

  /** In a phase. */
  public PodJson phase(String phase) {
    ((ObjectNode) pod.get("status")).put("phase", phase);
    return this;
  }

  /** With deletion asked for. */
  public PodJson terminating(Instant asked) {
    metadata()
        .put("deletionTimestamp", asked.plusSeconds(30).toString())
        .put("deletionGracePeriodSeconds", 30);
    return this;
  }

  /** Changed at a time, as that version. */
  public PodJson changed(Instant at, long version) {
    metadata().put("resourceVersion", Long.toString(version));
    metadata().set("managedFields", JSON.createArrayNode().add(read("{\"time\":\"" + at + "\"}")));
    return this;
  }

  /** The JSON, to be changed further. */
  public ObjectNode json() {
    return pod;
  }

  /** As a pod of the cluster. */
  public PodObservation observedIn(String cluster) {
    try {
      return PodTranslation.translate(cluster, JSON.treeToValue(pod, Pod.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** As a line of a recorded watch. */
  public String line(String type) {
    return "{\"type\":\"" + type + "\",\"object\":" + pod + "}";
  }

  /** Reads a JSON object. */
  public static ObjectNode read(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private PodJson state(String phase, String state) {
    String image = pod.at("/spec/containers/0/image").asText();
    ObjectNode status = (ObjectNode) pod.get("status");
    status.put("phase", phase);
    status.set(
        "containerStatuses",
        JSON.createArrayNode()
            .add(read("{\"name\":\"app\",\"image\":\"" + image + "\",\"state\":" + state + "}")));
    return this;
  }

  private ObjectNode metadata() {
    return (ObjectNode) pod.get("metadata");
  }
}
