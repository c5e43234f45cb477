/**
 * Where clusters are found and how each is reached. {@link
 * io.pulltriage.producer.cluster.ClusterDirectory} puts all sources together.
 */
@NullMarked
package io.pulltriage.producer.cluster;

import org.jspecify.annotations.NullMarked;
