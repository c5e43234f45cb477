package io.pulltriage.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a broker tells its clients apart: TLS, and passwords by SCRAM-SHA-512. The broker is a client
 * of itself under a name and password of its own, which may do everything. Its controller speaks
 * plain text to this process alone. Immutable.
 *
 * @param keyStore a PKCS12 file with the broker's key and certificate, which names {@code
 *     127.0.0.1}
 * @param keyStorePassword the file's password, and the key's
 * @param users passwords by the users' names
 * @param authorized whether users may only do what they were granted; otherwise everything
 * @param settings of the broker, under Kafka's names, over those that follow from the others
 */
public record BrokerSecurity(
    Path keyStore,
    String keyStorePassword,
    Map<String, String> users,
    boolean authorized,
    Map<String, String> settings) {

  /** The name of a user that may do everything, to be given a password. */
  public static final String ADMIN = "admin";

  private static final String MECHANISM = "SCRAM-SHA-512";
  private static final String JAAS =
      "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\""
          + " password=\"%s\";";

  /**
   * Refuses what cannot be.
   *
   * @throws IllegalArgumentException if there is no {@link #ADMIN}
   */
  public BrokerSecurity {
    users = Map.copyOf(users);
    settings = Map.copyOf(settings);
    if (!users.containsKey(ADMIN)) {
      throw new IllegalArgumentException("among the users must be " + ADMIN);
    }
  }

  /** What a client needs to be that user, but for the certificate to trust. */
  public Map<String, String> clientSettings(String user) {
    return Map.of(
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        MECHANISM,
        "sasl.jaas.config",
        JAAS.formatted(user, users.getOrDefault(user, "")));
  }

  /** Passwords as Kafka's formatter takes them. */
  List<String> scramArguments() {
    return new TreeMap<>(users)
        .entrySet().stream()
            .map(
                user ->
                    "%s=[name=%s,password=%s]".formatted(MECHANISM, user.getKey(), user.getValue()))
            .toList();
  }

  Map<String, String> brokerSettings() {
    Map<String, String> all = new HashMap<>();
    all.put(
        "listener.security.protocol.map",
        "%s:SASL_SSL,%s:PLAINTEXT"
            .formatted(BrokerSettings.BROKER_LISTENER, BrokerSettings.CONTROLLER_LISTENER));
    all.put("sasl.enabled.mechanisms", MECHANISM);
    all.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
    all.put(
        "listener.name.broker.scram-sha-512.sasl.jaas.config",
        JAAS.formatted(ADMIN, users.get(ADMIN)));
    all.put("ssl.keystore.type", "PKCS12");
    all.put("ssl.keystore.location", keyStore.toString());
    all.put("ssl.keystore.password", keyStorePassword);
    all.put("ssl.key.password", keyStorePassword);
    // It trusts itself, as a client of itself.
    all.put("ssl.truststore.type", "PKCS12");
    all.put("ssl.truststore.location", keyStore.toString());
    all.put("ssl.truststore.password", keyStorePassword);
    if (authorized) {
      all.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
      // Without a name comes only this process, by the controller's listener.
      all.put("super.users", "User:%s;User:ANONYMOUS".formatted(ADMIN));
    }
    all.putAll(settings);
    return all;
  }
}
