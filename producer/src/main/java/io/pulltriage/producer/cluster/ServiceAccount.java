package io.pulltriage.producer.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The service account that a pod runs as, as its kubelet mounts it. The token is read for each
 * request, because the kubelet replaces it before it runs out (after an hour by default).
 *
 * @param folder where token, certificate authority and namespace are mounted
 * @param environment the process's, which names the API server
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/#directly-accessing-the-rest-api">Kubernetes'
 *     description</a>
 */
record ServiceAccount(Path folder, Map<String, String> environment) {

  private static final String HOST = "KUBERNETES_SERVICE_HOST";
  private static final String PORT = "KUBERNETES_SERVICE_PORT";

  /** That of the pod that the process runs in, if it runs in one. */
  static ServiceAccount ofThisProcess() {
    return new ServiceAccount(
        Path.of("/var/run/secrets/kubernetes.io/serviceaccount"), System.getenv());
  }

  /** Whether there is one. */
  boolean isThere() {
    return Files.exists(token()) && environment.containsKey(HOST);
  }

  /**
   * Settings of a client, which stay right when the token is replaced.
   *
   * @throws java.io.UncheckedIOException if the token cannot be read
   */
  Config config() {
    var unused =
        MountedText.read(token()); // What cannot be read should be told now, not by each request.
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(url())
        .withOauthTokenProvider(() -> MountedText.read(token()))
        .withCaCertFile(authority().toString())
        .build();
  }

  /** The namespace that the pod is in. */
  String namespace() {
    return MountedText.read(folder.resolve("namespace"));
  }

  /** Changes with the certificate authority, which a client reads once only. */
  String fingerprint() {
    return Fingerprint.ofFile(authority());
  }

  Path token() {
    return folder.resolve("token");
  }

  private Path authority() {
    return folder.resolve("ca.crt");
  }

  private String url() {
    String host = environment.getOrDefault(HOST, "");
    String bracketed = host.contains(":") ? "[" + host + "]" : host; // IPv6.
    return "https://" + bracketed + ":" + environment.getOrDefault(PORT, "443") + "/";
  }
}
