/**
 * Text to cause: reads what kubelets and container runtimes say about images and starting
 * containers. Knows neither Kafka nor Kubernetes; of our own packages it knows the enums in {@code
 * schemas} and how an image reference is taken apart.
 */
@NullMarked
package io.pulltriage.classifier;

import org.jspecify.annotations.NullMarked;
