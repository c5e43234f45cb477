package io.pulltriage.producer.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a cluster as Argo CD registers it: {@code name}, {@code server} and {@code config}, whose
 * JSON holds a token, a user and password, or a client certificate. Clusters that need a cloud's
 * own login ({@code awsAuthConfig}, {@code execProviderConfig}) are refused: they would run
 * programs of the secret's choice.
 *
 * @see <a
 *     href="https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters">Argo
 *     CD's description</a>
 */
final class ArgoCdSecret {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ArgoCdSecret() {}

  static ClusterAccess read(Secret secret) {
    Map<String, String> data = decoded(secret);
    String server = required(data, "server");
    JsonNode config = json(data.getOrDefault("config", "{}"));
    for (String unsupported : new String[] {"awsAuthConfig", "execProviderConfig"}) {
      if (config.hasNonNull(unsupported)) {
        throw new IllegalArgumentException(
            "its config has " + unsupported + ", which would run a program; use a token instead");
      }
    }
    String name = data.getOrDefault("name", "");
    return new ClusterAccess(
        name.isBlank() ? secret.getMetadata().getName() : name,
        HubSource.origin(secret),
        Fingerprint.of(data.toString().getBytes(StandardCharsets.UTF_8)),
        () -> settings(server, config));
  }

  private static Config settings(String server, JsonNode config) {
    JsonNode tls = config.path("tlsClientConfig");
    boolean insecure = tls.path("insecure").asBoolean(false);
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(server)
        .withOauthToken(text(config, "bearerToken"))
        .withUsername(text(config, "username"))
        .withPassword(text(config, "password"))
        .withCaCertData(text(tls, "caData"))
        .withClientCertData(text(tls, "certData"))
        .withClientKeyData(text(tls, "keyData"))
        .withTlsServerName(text(tls, "serverName"))
        .withTrustCerts(insecure)
        .withDisableHostnameVerification(insecure)
        .build();
  }

  private static @Nullable String text(JsonNode node, String field) {
    String text = node.path(field).asText("");
    return text.isEmpty() ? null : text;
  }

  private static Map<String, String> decoded(Secret secret) {
    Map<String, String> decoded = new TreeMap<>();
    if (secret.getData() != null) {
      secret
          .getData()
          .forEach(
              (key, value) ->
                  decoded.put(
                      key, new String(Base64Text.decode(key, value), StandardCharsets.UTF_8)));
    }
    return decoded;
  }

  private static String required(Map<String, String> data, String key) {
    String value = data.getOrDefault(key, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException("it has no " + key);
    }
    return value;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      // Its text quotes the content.
      throw new IllegalArgumentException("its config is no JSON");
    }
  }
}
