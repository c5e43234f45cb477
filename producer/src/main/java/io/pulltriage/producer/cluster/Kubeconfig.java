package io.pulltriage.producer.cluster;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.pulltriage.producer.translate.PublicText;
import io.pulltriage.settings.YamlDepth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One kubeconfig file as it stands now.
 *
 * @param file the file
 * @param content what it says
 * @param fingerprint changes with its content
 */
record Kubeconfig(Path file, Config content, String fingerprint) {

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it cannot be read or is no kubeconfig
   */
  static Kubeconfig read(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      Config content = parse(file, new String(bytes, StandardCharsets.UTF_8));
      if (content == null || content.getContexts() == null || content.getContexts().isEmpty()) {
        throw new IllegalArgumentException(file + " is no kubeconfig: it has no contexts");
      }
      return new Kubeconfig(file, content, Fingerprint.of(bytes));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + " does not exist");
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage());
    }
  }

  private static @Nullable Config parse(Path file, String content) {
    try {
      return parse(content);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " is no kubeconfig: it " + e.getMessage());
    }
  }

  /**
   * The content of a kubeconfig.
   *
   * @throws IllegalArgumentException if it cannot be parsed; the message completes "it …" and
   *     quotes nothing of the content, which may hold credentials
   */
  static @Nullable Config parse(String content) {
    try {
      if (YamlDepth.firstTooDeepLine(content) == 0) {
        return KubeConfigUtils.parseConfigFromString(content);
      }
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("cannot be parsed as YAML");
    }
    throw new IllegalArgumentException("is nested more than " + YamlDepth.MAX + " levels deep");
  }

  List<String> contexts() {
    return content.getContexts().stream()
        .map(NamedContext::getName)
        .filter(Objects::nonNull)
        .toList();
  }

  /** The current context. */
  String current() {
    String current = content.getCurrentContext();
    if (current == null || current.isEmpty()) {
      throw new IllegalArgumentException(
          file + " has no current context; it has " + String.join(", ", contexts()));
    }
    return current;
  }

  /**
   * The way to a context's cluster; it reads the file again for each connection.
   *
   * @param trusted whether it may run programs and read tokens of this machine
   * @throws IllegalArgumentException if there is no such context, what it names is missing, or it
   *     does what it may not
   */
  ClusterAccess access(String context, boolean trusted) {
    NamedContext named = named(context);
    if (named == null) {
      throw new IllegalArgumentException(
          "%s has no context %s; it has %s"
              .formatted(file, context, String.join(", ", contexts())));
    }
    String cluster = named.getContext().getCluster();
    boolean known =
        content.getClusters() != null
            && content.getClusters().stream()
                .anyMatch(
                    one -> Objects.equals(one.getName(), cluster) && one.getCluster() != null);
    if (!known) {
      throw new IllegalArgumentException(
          "%s: context %s names the cluster %s, which is not there"
              .formatted(file, context, cluster));
    }
    refuseUntrusted(named, trusted);
    return new ClusterAccess(
        context,
        PublicText.of("context " + context + " of " + file),
        fingerprint + filesOf(named),
        () -> read(file).settings(context, trusted));
  }

  /** A plug-in runs as this process, and a token's file is sent to a server that the file names. */
  private void refuseUntrusted(NamedContext context, boolean trusted) {
    AuthInfo user = trusted ? null : user(context);
    String what =
        user == null
            ? null
            : user.getExec() != null ? "exec" : user.getTokenFile() != null ? "tokenFile" : null;
    if (what != null) {
      throw new IllegalArgumentException(
          "%s: context %s has a user with %s, which kubeconfigs of a folder may have only with clusters.folder.exec: true"
              .formatted(file, context.getName(), what));
    }
  }

  /** The client's own reading leaves {@code tokenFile} out; kubectl lets it win over a token. */
  private io.fabric8.kubernetes.client.Config settings(String context, boolean trusted) {
    NamedContext named = named(context);
    if (named != null) {
      refuseUntrusted(named, trusted);
    }
    io.fabric8.kubernetes.client.Config settings =
        io.fabric8.kubernetes.client.Config.fromKubeconfig(context, file.toFile());
    AuthInfo user = named == null ? null : user(named);
    if (user != null && user.getTokenFile() != null && !user.getTokenFile().isEmpty()) {
      Path token = file.resolveSibling(user.getTokenFile());
      settings.setOauthToken(null);
      settings.setOauthTokenProvider(() -> MountedText.read(token));
    }
    return settings;
  }

  private @Nullable NamedContext named(String context) {
    return content.getContexts().stream()
        .filter(one -> context.equals(one.getName()) && one.getContext() != null)
        .findFirst()
        .orElse(null);
  }

  private @Nullable AuthInfo user(NamedContext context) {
    List<NamedAuthInfo> users = content.getUsers() == null ? List.of() : content.getUsers();
    return users.stream()
        .filter(one -> Objects.equals(one.getName(), context.getContext().getUser()))
        .map(NamedAuthInfo::getUser)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Certificates are replaced beside a kubeconfig that stays as it is. */
  private String filesOf(NamedContext context) {
    StringBuilder fingerprints = new StringBuilder();
    for (NamedCluster cluster : content.getClusters()) {
      if (Objects.equals(cluster.getName(), context.getContext().getCluster())) {
        add(cluster.getCluster().getCertificateAuthority(), fingerprints);
      }
    }
    AuthInfo user = user(context);
    if (user != null) {
      add(user.getClientCertificate(), fingerprints);
      add(user.getClientKey(), fingerprints);
    }
    return fingerprints.toString();
  }

  private void add(@Nullable String name, StringBuilder fingerprints) {
    if (name != null && !name.isEmpty()) {
      fingerprints.append(' ').append(Fingerprint.ofFile(file.resolveSibling(name)));
    }
  }
}
