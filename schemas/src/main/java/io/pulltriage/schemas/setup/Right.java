package io.pulltriage.schemas.setup;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What a role may do with something in Kafka, and why. Immutable.
 *
 * @param resource a topic, group or transactional id, or all whose names begin so
 * @param operations what may be done; reading and writing include describing
 * @param reason for people
 */
public record Right(ResourcePattern resource, List<AclOperation> operations, String reason) {

  private static final String ANY_HOST = "*";

  /** Copies the list, so that nobody changes it later. */
  public Right {
    operations = List.copyOf(operations);
  }

  /** As Kafka keeps it for a principal such as {@code User:pulltriage-producer}. */
  public List<AclBinding> bindings(String principal) {
    return operations.stream()
        .map(
            operation ->
                new AclBinding(
                    resource,
                    new AccessControlEntry(
                        principal, ANY_HOST, operation, AclPermissionType.ALLOW)))
        .toList();
  }

  /** What to call Kafka's command {@code kafka-acls} with to grant it. */
  public String arguments(String principal) {
    String what =
        operations.stream()
            .map(operation -> "--operation " + name(operation))
            .collect(Collectors.joining(" "));
    String pattern =
        resource.patternType() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "";
    return "--add --allow-principal '%s' %s --%s '%s'%s"
        .formatted(principal, what, option(resource.resourceType()), resource.name(), pattern);
  }

  /**
   * An operation as Kafka's command and documentation write it, such as {@code DescribeConfigs}.
   */
  public static String name(AclOperation operation) {
    StringBuilder name = new StringBuilder();
    for (String word : operation.name().split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  private static String option(ResourceType type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
