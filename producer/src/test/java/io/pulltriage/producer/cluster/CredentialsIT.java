package io.pulltriage.producer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubeapitest.cert.CertManager;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.producer.watch.Recorder;
import io.pulltriage.settings.ConfigReader;
import io.pulltriage.testkit.FakeApiServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that are replaced while a cluster is watched over TLS, each in its own way. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the login plug-in is a shell script")
class CredentialsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ProducerConfig CONFIG =
      ConfigReader.read(
          ProducerConfig.defaults(),
          null,
          Map.of(),
          List.of("watch.backOffFrom=100ms", "watch.backOffTo=500ms"));

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  @AutoClose
  @SuppressWarnings("NullAway.Init") // Set before each test.
  private FakeApiServer server;

  @BeforeEach
  void start() {
    certificate("server", "CN=example.org", new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    server =
        new FakeApiServer(ServerTls.of(folder.resolve("server.crt"), folder.resolve("server.key")));
  }

  @Test
  void shouldUseTheTokenThatTheKubeletPutsInPlaceOfAnOlderOne() throws IOException {
    // Given
    Path mount = Files.createDirectory(folder.resolve("serviceaccount"));
    Files.copy(folder.resolve("server.crt"), mount.resolve("ca.crt"));
    Files.writeString(mount.resolve("namespace"), "ours\n");
    replace(mount.resolve("token"), "first\n");
    server.require("first");
    ServiceAccount account =
        new ServiceAccount(
            mount,
            Map.of(
                "KUBERNETES_SERVICE_HOST",
                "127.0.0.1",
                "KUBERNETES_SERVICE_PORT",
                String.valueOf(server.port())));
    InClusterSource source = new InClusterSource("home", account);
    assertThat(account.namespace()).isEqualTo("ours");

    try (Recorder watching = watch(source.look().clusters().get(0))) {
      // When
      replace(mount.resolve("token"), "second\n");
      server.require("second");
      server.endWatches();

      // Then
      awaitWatched(watching);
      assertThat(watching.troubles()).isEmpty();
    }
  }

  @Test
  void shouldSayThatThereIsNoServiceAccount() {
    InClusterSource source = new InClusterSource("home", new ServiceAccount(folder, Map.of()));

    assertThat(new ClusterDirectory(List.of(source), Map.of()).look().problems())
        .singleElement()
        .asString()
        .contains("this process does not run in a cluster", folder.toString());
  }

  @Test
  void shouldReadClientCertificatesAgainWhenTheOldOneIsRefused() throws IOException {
    // Given
    certificate("client", "CN=first");
    certificate("next", "CN=second");
    Path kubeconfig = kubeconfig("client-certificate: client.crt, client-key: client.key");
    server.requireCertificate(isNamed("CN=first"));
    ClusterAccess access = access(kubeconfig);

    try (Recorder watching = watch(access)) {
      // When
      server.requireCertificate(isNamed("CN=second"));
      server.endWatches();
      await()
          .atMost(PATIENCE)
          .until(() -> ticked(watching).troubles().getOrDefault("prod", "").contains("401"));
      move("next.crt", "client.crt");
      move("next.key", "client.key");

      // Then
      awaitWatched(watching);
      assertThat(access(kubeconfig).fingerprint())
          .as("a look at the sources sees it, too")
          .isNotEqualTo(access.fingerprint());
    }
  }

  @Test
  void shouldAskALoginPluginAgainWhenItsTokenHasExpired() throws IOException {
    // Given
    Path token = Files.writeString(folder.resolve("issued"), "first");
    Path plugin =
        Files.writeString(
            folder.resolve("login"),
            """
            #!/bin/sh
            printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",'
            printf '"status":{"token":"%%s","expirationTimestamp":"2020-01-01T00:00:00Z"}}' \\
              "$(cat '%s')"
            """
                .formatted(token));
    Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwx------"));
    Path kubeconfig =
        kubeconfig(
            "exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: "
                + plugin
                + "}");
    server.require("first");

    try (Recorder watching = watch(access(kubeconfig))) {
      // When
      Files.writeString(token, "second");
      server.require("second");
      server.endWatches();

      // Then
      await().atMost(PATIENCE).until(() -> ticked(watching).troubles().containsKey("prod"));
      awaitWatched(watching);
    }
  }

  @Test
  void shouldReadATokenFileForEachRequest() throws IOException {
    // Given
    Path token = Files.writeString(folder.resolve("token"), "first");
    server.require("first");

    try (Recorder watching = watch(access(kubeconfig("tokenFile: " + token)))) {
      // When
      server.require("second");
      server.endWatches();
      await()
          .atMost(PATIENCE)
          .until(() -> ticked(watching).troubles().getOrDefault("prod", "").contains("401"));
      replace(token, "second");

      // Then
      awaitWatched(watching);
    }
  }

  @Test
  void shouldTrustNobodyButTheAuthorityThatItWasGiven() throws IOException {
    certificate("stranger", "CN=example.org", new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    Path kubeconfig = kubeconfig("token: t", "stranger.crt");

    try (Recorder watching = recorder(access(kubeconfig))) {
      await().atMost(PATIENCE).until(() -> ticked(watching).troubles().containsKey("prod"));

      assertThat(watching.connected()).isZero();
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void shouldTakeTheServerForWhomTheKubeconfigNames() throws IOException {
    restartAs(new GeneralName(GeneralName.dNSName, "api.example"));

    try (Recorder watching = watch(access(named("api.example")))) {
      assertThat(watching.troubles()).isEmpty();
    }
  }

  @Test
  void shouldTakeTheOwnClusterForWhomItsKubeconfigNames() throws IOException {
    restartAs(new GeneralName(GeneralName.dNSName, "api.example"));

    try (KubernetesClient client = OwnCluster.client(named("api.example").toString(), "")) {
      assertThat(client.nodes().list().getItems()).isEmpty();
    }
  }

  @Test
  void shouldNotTakeAServerForAnotherThoughItsHostIsRight() throws IOException {
    restartAs(
        new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
        new GeneralName(GeneralName.dNSName, "api.example"));

    try (Recorder watching = recorder(access(named("other.example")))) {
      await().atMost(PATIENCE).until(() -> ticked(watching).troubles().containsKey("prod"));

      assertThat(watching.troubles().get("prod")).contains("other.example");
      assertThat(watching.connected()).isZero();
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void shouldNotTakeTheHostForTheNameThatTheKubeconfigHasNot() throws IOException {
    restartAs(new GeneralName(GeneralName.dNSName, "api.example"));

    try (Recorder watching = recorder(access(kubeconfig("token: t")))) {
      await().atMost(PATIENCE).until(() -> ticked(watching).troubles().containsKey("prod"));

      assertThat(server.requests()).isEmpty();
    }
  }

  private void restartAs(GeneralName... names) {
    server.close();
    certificate("server", "CN=example.org", names);
    server =
        new FakeApiServer(ServerTls.of(folder.resolve("server.crt"), folder.resolve("server.key")));
  }

  private Path named(String name) throws IOException {
    return kubeconfig("token: t", "server.crt, tls-server-name: " + name);
  }

  private Recorder watch(ClusterAccess access) throws IOException {
    Recorder watching = recorder(access);
    awaitWatched(watching);
    return watching;
  }

  private Recorder recorder(ClusterAccess access) throws IOException {
    return new Recorder(folder.resolve("recording"), List.of(access), CONFIG, Clock.systemUTC());
  }

  private void awaitWatched(Recorder watching) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                ticked(watching).connected() == 1
                    && List.of("nodes", "pods", "events").stream()
                        .allMatch(kind -> server.watchesOf(kind) == 1));
  }

  private static Recorder ticked(Recorder watching) throws IOException {
    watching.tick();
    return watching;
  }

  private ClusterAccess access(Path kubeconfig) {
    return new KubeconfigSource(kubeconfig, List.of(), false, true).look().clusters().get(0);
  }

  private Path kubeconfig(String user) throws IOException {
    return kubeconfig(user, "server.crt");
  }

  private Path kubeconfig(String user, String authority) throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        current-context: prod
        clusters: [{name: c, cluster: {server: "%s", certificate-authority: %s}}]
        users: [{name: u, user: {%s}}]
        contexts: [{name: prod, context: {cluster: c, user: u}}]
        """
            .formatted(server.url(), authority, user));
  }

  private void certificate(String name, String subject, GeneralName... names) {
    CertManager.generateKeyAndCertificate(
        subject,
        folder.resolve(name + ".key").toFile(),
        folder.resolve(name + ".crt").toFile(),
        names);
  }

  private static Predicate<@Nullable Certificate> isNamed(String subject) {
    return certificate -> {
      try {
        return certificate != null
            && CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.getEncoded()))
                .toString()
                .contains("Subject: " + subject);
      } catch (CertificateException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private void move(String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
  }

  /** In one step, as the kubelet does. */
  private void replace(Path file, String content) throws IOException {
    Path next =
        Files.writeString(Objects.requireNonNull(file.getParent()).resolve(".next"), content);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
