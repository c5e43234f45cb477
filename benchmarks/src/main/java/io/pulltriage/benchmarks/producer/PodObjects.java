package io.pulltriage.benchmarks.producer;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes the JSON of healthy pods, each of a Deployment of ten. */
final class PodObjects {

  private static final int REPLICAS = 10;
  private static final int VARIABLES = 25;

  /** How much a pod has in it. */
  enum Size {
    /** One container and nothing that can be left out: about 1,600 bytes. */
    SMALL,
    /** As in production: two containers with variables, probes and volumes: about 11 kB. */
    REAL
  }

  private PodObjects() {}

  /** The pod of a number, as of a version. */
  static String pod(Size size, int number, long version) {
    int workload = number / REPLICAS;
    String name = "service-%d-6d4cf56db6-%05d".formatted(workload, number);
    String containers =
        size == Size.SMALL ? container("app", workload, "") : realContainers(workload);
    String statuses =
        size == Size.SMALL
            ? status("app", workload)
            : status("app", workload) + ',' + status("proxy", 0);
    String bulk = size == Size.SMALL ? "" : bulkOfMetadata();
    return """
    {"kind":"Pod","apiVersion":"v1","metadata":{"name":"%1$s","namespace":"team-%2$d","uid":"%3$s",\
    "resourceVersion":"%4$d","creationTimestamp":"2026-11-22T19:28:56Z",%5$s\
    "labels":{"app":"service-%6$d","pod-template-hash":"6d4cf56db6"},\
    "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"service-%6$d-6d4cf56db6",\
    "uid":"2d1a2717-3d3c-4ac4-bdfb-80ecaa6883db","controller":true}]},\
    "spec":{"nodeName":"node-%7$d","serviceAccountName":"default",%8$s"containers":[%9$s]},\
    "status":{"phase":"Running","conditions":[%10$s],"startTime":"2026-11-22T19:28:57Z",\
    "containerStatuses":[%11$s]}}\
    """
        .formatted(
            name,
            workload % 50,
            UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
            version,
            bulk,
            workload,
            number % 500,
            size == Size.SMALL ? "" : volumes(),
            containers,
            conditions(),
            statuses);
  }

  private static String realContainers(int workload) {
    String rest =
        ",\"env\":[%s],\"resources\":{\"limits\":{\"cpu\":\"1\",\"memory\":\"1Gi\"},\"requests\":{\"cpu\":\"100m\",\"memory\":\"512Mi\"}},\"livenessProbe\":%2$s,\"readinessProbe\":%2$s,\"volumeMounts\":[{\"name\":\"config\",\"mountPath\":\"/etc/service\"},{\"name\":\"kube-api-access-x\",\"readOnly\":true,\"mountPath\":\"/var/run/secrets/kubernetes.io/serviceaccount\"}],\"terminationMessagePath\":\"/dev/termination-log\",\"terminationMessagePolicy\":\"File\""
            .formatted(
                variables(),
                "{\"httpGet\":{\"path\":\"/healthz\",\"port\":8080,\"scheme\":\"HTTP\"},\"initialDelaySeconds\":5,\"timeoutSeconds\":1,\"periodSeconds\":10,\"successThreshold\":1,\"failureThreshold\":3}");
    return container("app", workload, rest) + ',' + container("proxy", 0, rest);
  }

  private static String container(String name, int workload, String rest) {
    return "{\"name\":\"%s\",\"image\":\"%s\",\"imagePullPolicy\":\"IfNotPresent\"%s}"
        .formatted(name, image(name, workload), rest);
  }

  private static String image(String name, int workload) {
    return "registry.example.com/platform/%s-%d:1.%d.0".formatted(name, workload, workload % 9);
  }

  private static String status(String name, int workload) {
    return """
    {"name":"%1$s","state":{"running":{"startedAt":"2026-11-22T19:29:03Z"}},"lastState":{},"ready":true,\
    "restartCount":0,"image":"%2$s","imageID":"%2$s@sha256:%3$064x",\
    "containerID":"containerd://%3$064x","started":true}\
    """
        .formatted(name, image(name, workload), workload + 7);
  }

  private static String variables() {
    return IntStream.range(0, VARIABLES)
        .mapToObj(
            i -> "{\"name\":\"SETTING_%d\",\"value\":\"some value of setting %d\"}".formatted(i, i))
        .collect(Collectors.joining(","));
  }

  private static String volumes() {
    return "\"volumes\":[{\"name\":\"config\",\"configMap\":{\"name\":\"service\",\"defaultMode\":420}},{\"name\":\"kube-api-access-x\",\"projected\":{\"sources\":[{\"serviceAccountToken\":{\"expirationSeconds\":3607,\"path\":\"token\"}},{\"configMap\":{\"name\":\"kube-root-ca.crt\",\"items\":[{\"key\":\"ca.crt\",\"path\":\"ca.crt\"}]}}],\"defaultMode\":420}}],\"tolerations\":[{\"key\":\"node.kubernetes.io/not-ready\",\"operator\":\"Exists\",\"effect\":\"NoExecute\",\"tolerationSeconds\":300}],";
  }

  private static String conditions() {
    return IntStream.range(0, 5)
        .mapToObj(
            i ->
                String.format(
                    Locale.ROOT,
                    "{\"type\":\"Condition%d\",\"status\":\"True\",\"lastProbeTime\":null,\"lastTransitionTime\":\"2026-11-22T19:29:04Z\"}",
                    i))
        .collect(Collectors.joining(","));
  }

  private static String bulkOfMetadata() {
    String fields =
        IntStream.range(0, VARIABLES)
            .mapToObj(
                i ->
                    "\"k:{\\\"name\\\":\\\"SETTING_%d\\\"}\":{\".\":{},\"f:name\":{},\"f:value\":{}}"
                        .formatted(i))
            .collect(Collectors.joining(","));
    return "\"annotations\":{\"prometheus.io/scrape\":\"true\",\"checksum/config\":\"%064x\"},"
            .formatted(99)
        + "\"managedFields\":[{\"manager\":\"kube-controller-manager\",\"operation\":\"Update\",\"apiVersion\":\"v1\",\"time\":\"2026-11-22T19:28:56Z\",\"fieldsType\":\"FieldsV1\",\"fieldsV1\":{\"f:spec\":{\"f:containers\":{\"k:{\\\"name\\\":\\\"app\\\"}\":{\"f:env\":{%s}},\"k:{\\\"name\\\":\\\"proxy\\\"}\":{\"f:env\":{%s}}}}}},{\"manager\":\"kubelet\",\"operation\":\"Update\",\"apiVersion\":\"v1\",\"time\":\"2026-11-22T19:29:04Z\",\"subresource\":\"status\"}],"
            .formatted(fields, fields);
  }
}
