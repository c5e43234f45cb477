package io.pulltriage.producer.cluster;

import io.fabric8.kubernetes.client.Config;
import java.util.function.Supplier;

/**
 * A cluster and the way to it.
 *
 * @param name what it is called everywhere; unique and stable
 * @param origin where it was found, for people
 * @param fingerprint changes when the way to it does, such as with a new certificate
 * @param config makes settings for a new connection, with credentials as they are now; throws what
 *     fabric8 throws when they cannot be read
 */
public record ClusterAccess(
    String name, String origin, String fingerprint, Supplier<Config> config) {

  ClusterAccess named(String newName) {
    return new ClusterAccess(newName, origin, fingerprint, config);
  }
}
