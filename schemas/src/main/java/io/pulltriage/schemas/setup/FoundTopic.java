package io.pulltriage.schemas.setup;

import java.util.Map;

/**
 * A topic as it is.
 *
 * @param partitions how many
 * @param replication copies of the partition that has fewest
 * @param config its settings by their names
 */
record FoundTopic(int partitions, int replication, Map<String, String> config) {}
