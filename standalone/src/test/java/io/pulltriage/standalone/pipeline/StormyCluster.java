package io.pulltriage.standalone.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pulltriage.testkit.FakeApiServer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Pods of many workloads that fail, recover and go, one pod each. Not thread-safe. */
public final class StormyCluster implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  final FakeApiServer api = new FakeApiServer();

  /** A pod of the workload cannot reach its registry from now on, and an event says so. */
  public void fail(String workload) {
    api.put(
        "pods",
        pod(
            workload,
            "Pending",
            """
            {"waiting":{"reason":"ImagePullBackOff","message":"Back-off pulling image"}}\
            """));
    api.put(
        "events",
        json(
            """
            {"metadata":{"name":"e-%1$s","namespace":"shop","uid":"e-%1$s"},
             "involvedObject":{"kind":"Pod","namespace":"shop","name":"%1$s","uid":"%1$s",
              "fieldPath":"spec.containers{app}"},
             "reason":"Failed","type":"Warning","count":1,"lastTimestamp":"%2$s",
             "message":"Failed to pull image \\"ghcr.io/team/app:1\\": dial tcp: i/o timeout"}
            """
                .formatted(workload, now())));
  }

  /** Its container runs from now on. */
  void recover(String workload) {
    api.put(
        "pods",
        pod(
            workload,
            "Running",
            """
            {"running":{"startedAt":"%s"}}\
            """
                .formatted(now())));
  }

  /** It is gone. */
  void delete(String workload) {
    api.delete("pods", workload);
  }

  /** A kubeconfig with one context of that name. */
  public String kubeconfig(String context) {
    return """
    current-context: %1$s
    clusters: [{name: c, cluster: {server: "%2$s"}}]
    users: [{name: u, user: {token: t}}]
    contexts: [{name: %1$s, context: {cluster: c, user: u}}]
    """
        .formatted(context, api.url());
  }

  @Override
  public void close() {
    api.close();
  }

  private static ObjectNode pod(String workload, String phase, String state) {
    boolean runs = phase.equals("Running");
    return json(
        """
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"%1$s","namespace":"shop","uid":"%1$s",
          "creationTimestamp":"%2$s",
          "ownerReferences":[{"apiVersion":"apps/v1","kind":"StatefulSet","name":"%1$s",
           "uid":"o","controller":true}]},
         "spec":{"nodeName":"n1","containers":[{"name":"app","image":"ghcr.io/team/app:1"}]},
         "status":{"phase":"%3$s","containerStatuses":[{"name":"app","image":"ghcr.io/team/app:1",
          "imageID":"%4$s","ready":%5$s,"restartCount":0,"state":%6$s}]}}
        """
            .formatted(workload, now(), phase, runs ? "sha256:1" : "", runs, state));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
