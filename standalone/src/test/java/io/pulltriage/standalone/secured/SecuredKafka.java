package io.pulltriage.standalone.secured;

import io.pulltriage.kafka.BrokerSecurity;
import io.pulltriage.kafka.EmbeddedKafka;
import io.pulltriage.kafka.EmbeddedKafkaOptions;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.setup.Right;
import io.pulltriage.schemas.setup.Rights;
import io.pulltriage.schemas.setup.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;

/**
 * A broker with TLS, SCRAM, OAuth and an authorizer that grants nothing by itself; and
 * configuration files for its users, as a person would write them. Thread-safe.
 */
final class SecuredKafka implements AutoCloseable {

  private static final String PASSWORD = "pa55";
  private static final String OAUTH = "listener.name.broker.oauthbearer.";
  private static final String MODULES = "org.apache.kafka.common.security.oauthbearer.";

  final Topics topics = Topics.withDefaultPrefix();

  private final Path folder;
  private final Certificate certificate;
  private final TokenServer tokens;
  private final EmbeddedKafka broker;

  /** Starts it with users of these names, who may do nothing yet. */
  SecuredKafka(Path folder, List<String> users) throws Exception {
    this.folder = folder;
    certificate = Certificate.in(folder);
    tokens = new TokenServer();
    System.setProperty(
        "org.apache.kafka.sasl.oauthbearer.allowed.urls",
        tokens.tokenUrl() + "," + tokens.keysUrl());
    Map<String, String> passwords = new HashMap<>(Map.of(BrokerSecurity.ADMIN, PASSWORD));
    users.forEach(user -> passwords.put(user, PASSWORD));
    broker =
        EmbeddedKafka.start(
            EmbeddedKafkaOptions.temporary()
                .securedBy(
                    new BrokerSecurity(
                        certificate.keyStore(),
                        Certificate.PASSWORD,
                        passwords,
                        true,
                        Map.of(
                            "sasl.enabled.mechanisms",
                            "SCRAM-SHA-512,OAUTHBEARER",
                            OAUTH + "sasl.jaas.config",
                            MODULES + "OAuthBearerLoginModule required;",
                            OAUTH + "sasl.server.callback.handler.class",
                            MODULES + "OAuthBearerValidatorCallbackHandler",
                            OAUTH + "sasl.oauthbearer.jwks.endpoint.url",
                            tokens.keysUrl(),
                            OAUTH + "sasl.oauthbearer.expected.audience",
                            "kafka"))));
  }

  /** Grants a user what a role needs, but for the rights that are left out. */
  void grant(Role role, String user, Predicate<AclBinding> leftOut) throws Exception {
    List<AclBinding> bindings =
        new Rights(topics, "pulltriage-analyzer")
            .of(role).stream()
                .map((Right right) -> right.bindings("User:" + user))
                .flatMap(Collection::stream)
                .filter(leftOut.negate())
                .toList();
    Map<String, Object> admin = new HashMap<>(scram(BrokerSecurity.ADMIN));
    try (Admin client = Admin.create(admin)) {
      client.createAcls(bindings).all().get();
    }
  }

  void grant(Role role, String user) throws Exception {
    grant(role, user, binding -> false);
  }

  /** What a user's clients are told, by SCRAM. */
  Map<String, String> scram(String user) {
    return connection(
        "SCRAM-SHA-512",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(user, PASSWORD));
  }

  /** What a user's clients are told, by OAuth. */
  Map<String, String> oauth(String user) {
    Map<String, String> settings =
        connection(
            "OAUTHBEARER",
            MODULES
                + "OAuthBearerLoginModule required clientId=\"%s\" clientSecret=\"%s\";"
                    .formatted(user, TokenServer.SECRET));
    settings.put("sasl.login.callback.handler.class", MODULES + "OAuthBearerLoginCallbackHandler");
    settings.put("sasl.oauthbearer.token.endpoint.url", tokens.tokenUrl());
    return settings;
  }

  /** A service's file with these settings of Kafka and whatever else. */
  Path config(String name, Map<String, String> kafka, String registry, String rest)
      throws IOException {
    StringBuilder yaml = new StringBuilder("kafka:\n");
    kafka.forEach(
        (key, value) -> yaml.append("  ").append(key).append(": '").append(value).append("'\n"));
    yaml.append("schemaRegistry: {url: \"").append(registry).append("\"}\n").append(rest);
    return Files.writeString(folder.resolve(name), yaml);
  }

  private Map<String, String> connection(String mechanism, String jaas) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("security.protocol", "SASL_SSL");
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", certificate.pem().toString());
    settings.put("sasl.mechanism", mechanism);
    settings.put("sasl.jaas.config", jaas);
    return settings;
  }

  @Override
  public void close() {
    broker.close();
    tokens.close();
  }
}
