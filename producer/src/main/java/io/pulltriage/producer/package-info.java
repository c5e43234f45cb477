/** Kubernetes to Kafka. What several stages need stands here. */
@NullMarked
package io.pulltriage.producer;

import org.jspecify.annotations.NullMarked;
