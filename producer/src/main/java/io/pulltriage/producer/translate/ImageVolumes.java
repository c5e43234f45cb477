package io.pulltriage.producer.translate;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.pulltriage.schemas.ImageVolume;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The volumes of a pod that are images; of others nothing is read. */
final class ImageVolumes {

  private ImageVolumes() {}

  static List<ImageVolume> of(PodSpec spec) {
    if (spec.getVolumes() == null || spec.getVolumes().isEmpty()) {
      return List.of();
    }
    List<ImageVolume> volumes = new ArrayList<>(0);
    for (Volume volume : spec.getVolumes()) {
      if (volume.getImage() != null && volume.getName() != null) {
        volumes.add(
            ImageVolume.newBuilder()
                .setName(volume.getName())
                .setImage(PublicText.orEmpty(volume.getImage().getReference()))
                .setImagePullPolicy(requireNonNullElse(volume.getImage().getPullPolicy(), ""))
                .setContainers(mounting(volume.getName(), spec))
                .build());
      }
    }
    return volumes;
  }

  private static List<String> mounting(String volume, PodSpec spec) {
    List<String> names = new ArrayList<>();
    for (Container container : orNone(spec.getInitContainers())) {
      add(container.getName(), container.getVolumeMounts(), volume, names);
    }
    for (Container container : orNone(spec.getContainers())) {
      add(container.getName(), container.getVolumeMounts(), volume, names);
    }
    for (EphemeralContainer container : orNone(spec.getEphemeralContainers())) {
      add(container.getName(), container.getVolumeMounts(), volume, names);
    }
    return names;
  }

  private static void add(
      @Nullable String container,
      @Nullable List<VolumeMount> mounts,
      String volume,
      List<String> names) {
    if (container != null
        && orNone(mounts).stream().anyMatch(mount -> volume.equals(mount.getName()))) {
      names.add(container);
    }
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
