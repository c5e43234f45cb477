package io.pulltriage.standalone.kube;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubeapitest.KubeAPIServerConfig;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.binary.BinaryManager;
import io.fabric8.kubeapitest.cert.CertManager;
import io.fabric8.kubeapitest.process.EtcdProcess;
import io.fabric8.kubeapitest.process.KubeAPIServerProcess;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A real API server with an etcd of its own, in processes that kube-api-test starts. Its address
 * stays the same when it is restarted. There are no kubelets and no controllers: whoever wants a
 * pod to fail writes its status.
 */
final class KubeApiServer implements AutoCloseable {

  private static final int START_MILLIS = 240_000;

  final TcpGate gate = new TcpGate();

  private final Path folder;
  private final KubeAPIServerConfig config;
  private final BinaryManager binaries;
  private final CertManager certificates;
  private final EtcdProcess etcd;
  private final int etcdPort;
  private KubeAPIServerProcess process;

  private KubeApiServer(Path folder, List<String> flags) throws IOException {
    this.folder = folder;
    config =
        KubeAPIServerConfigBuilder.anAPIServerConfig()
            .withTestDir(folder.toString())
            .withOfflineMode(true)
            .withStartupTimeout(START_MILLIS)
            .withApiServerFlags(flags)
            .build();
    binaries = new BinaryManager(config);
    binaries.initAndDownloadIfRequired();
    certificates = new CertManager(folder.toString());
    certificates.createCertificatesIfNeeded();
    etcd = new EtcdProcess(binaries, stopped -> {}, true, START_MILLIS);
    etcdPort = etcd.startEtcd();
    process = startProcess();
    reconnect();
  }

  /** Skips the test where the binaries are not. */
  static void assumeInstalled() {
    Path installed = installed();
    assumeTrue(
        holdsBinaries(installed),
        () ->
            "no Kubernetes binaries in folders of "
                + installed
                + ": kube-api-test wants kube-apiserver, etcd and kubectl there, in a folder such"
                + " as 1.34.1-linux-amd64");
  }

  /** Starts one and returns when it serves. */
  static KubeApiServer start(String... flags) throws IOException {
    // Certificates of its own: those in the user's folder may have run out.
    Path folder = Files.createTempDirectory("pulltriage-kube-");
    Files.createSymbolicLink(folder.resolve(BinaryManager.BINARY_LIST_DIR), installed());
    return new KubeApiServer(folder, List.of(flags));
  }

  String url() {
    return "https://127.0.0.1:" + gate.port();
  }

  /**
   * A client that may do everything, past the gate; the caller closes it. Of no use after a
   * restart.
   */
  KubernetesClient admin() {
    Config config = Config.fromKubeconfig(kubeconfig("admin"));
    config.setMasterUrl("https://127.0.0.1:" + process.getApiServerPort() + "/");
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** A kubeconfig for who may do everything, with one context of that name. */
  String kubeconfig(String context) {
    return kubeconfig(
        context,
        "client-certificate-data: %s, client-key-data: %s"
            .formatted(
                base64(certificates.getClientCertPath()), base64(certificates.getClientKeyPath())));
  }

  /** A kubeconfig with a bearer token. */
  String kubeconfigWithToken(String context, String token) {
    return kubeconfig(context, "token: " + token);
  }

  /** A kubeconfig with a user as given. */
  String kubeconfig(String context, String user) {
    return """
    apiVersion: v1
    kind: Config
    current-context: %1$s
    clusters: [{name: c, cluster: {server: "%2$s", certificate-authority-data: %3$s}}]
    users: [{name: u, user: {%4$s}}]
    contexts: [{name: %1$s, context: {cluster: c, user: u}}]
    """
        .formatted(context, url(), authority(), user);
  }

  /** The certificate of its authority, as kubeconfigs have it. */
  String authority() {
    return base64(certificates.getAPIServerCertPath());
  }

  /** Ends its process, as a crash does; what it knew is in its etcd. */
  void stop() {
    gate.cut();
    process.stopApiServer();
  }

  /** Starts it anew; {@link #reconnect} makes it reachable at the same address. */
  void startAgain() {
    process = startProcess();
  }

  /** Makes it reachable. */
  void reconnect() {
    gate.leadTo(process.getApiServerPort());
  }

  /** Forgets all that was before now, as API servers let etcd do every few minutes. */
  void compact() throws IOException, InterruptedException {
    String revision;
    try (KubernetesClient client = admin()) {
      revision = client.configMaps().inAnyNamespace().list().getMetadata().getResourceVersion();
    }
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + etcdPort + "/v3/kv/compaction"))
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"revision\":\"" + revision + "\",\"physical\":true}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("etcd does not compact: " + answer.body());
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    etcd.stopEtcd();
    etcd.cleanEtcdData();
    gate.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private KubeAPIServerProcess startProcess() {
    KubeAPIServerProcess next =
        new KubeAPIServerProcess(certificates, binaries, stopped -> {}, config);
    next.startApiServer(etcdPort);
    next.waitUntilReady();
    return next;
  }

  private static Path installed() {
    String chosen = System.getenv(KubeAPIServerConfigBuilder.KUBE_API_TEST_DIR);
    Path folder =
        chosen != null
            ? Path.of(chosen)
            : Path.of(
                Objects.requireNonNull(System.getProperty("user.home")),
                KubeAPIServerConfigBuilder.DIRECTORY_NAME);
    return folder.resolve(BinaryManager.BINARY_LIST_DIR);
  }

  /** Whatever version it is: kube-api-test takes the newest of those for this machine. */
  private static boolean holdsBinaries(Path installed) {
    if (!Files.isDirectory(installed)) {
      return false;
    }
    try (Stream<Path> versions = Files.list(installed)) {
      return versions.anyMatch(
          version ->
              Stream.of("kube-apiserver", "etcd", "kubectl")
                  .allMatch(binary -> Files.isExecutable(version.resolve(binary))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String base64(String file) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
