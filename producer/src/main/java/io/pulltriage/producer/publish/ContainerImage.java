package io.pulltriage.producer.publish;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.ImageReferences;

/**
 * What a container asks for.
 *
 * @param container its name
 * @param ephemeral whether it was added to a running pod
 * @param image the image as the spec writes it
 * @param normalized the same in full
 */
record ContainerImage(String container, boolean ephemeral, String image, String normalized) {

  static ContainerImage of(ContainerSnapshot container) {
    String image = container.getImage();
    // Many workloads ask for the same; Java forgets a text with the last that does.
    return new ContainerImage(
        container.getName().intern(),
        container.getType() == ContainerType.EPHEMERAL_CONTAINER,
        image.intern(),
        ImageReferences.normalized(ImageReferences.parse(image)).intern());
  }
}
