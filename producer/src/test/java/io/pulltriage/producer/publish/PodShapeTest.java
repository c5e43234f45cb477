package io.pulltriage.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.schemas.ImageVolume;
import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class PodShapeTest {

  private static final Instant AT = Instant.parse("2026-03-04T05:06:07Z");
  private final PodShape shapes = new PodShape();

  @Test
  void shouldNotDependOnWhatChangesWithEveryWrite() {
    PodSnapshot pod = pod("old").build();

    assertThat(
            shapes.of(
                PodSnapshot.newBuilder(pod)
                    .setObservedAt(AT.plusSeconds(9))
                    .setResourceVersion("77")
                    .setRevision(5)
                    .build()))
        .isEqualTo(shapes.of(pod));
  }

  /** Of every other field that the record has or will have. */
  @Test
  void shouldDependOnEveryOtherField() {
    PodSnapshot one = pod("old").build();
    PodSnapshot other =
        pod("new")
            .setCluster("stage")
            .setNamespace("data")
            .setUid("other")
            .setNode("n2")
            .setServiceAccount("other")
            .setPullSecretNames(List.of("registry"))
            .setCreatedAt(AT.plusSeconds(1))
            .setDeletionAt(AT)
            .setGone(PodGone.newBuilder().setAt(AT).build())
            .setImageVolumes(List.of(new ImageVolume("model", "ml/model:1", "", List.of())))
            .build();

    List<String> unseen = new ArrayList<>();
    for (Schema.Field field : PodSnapshot.getClassSchema().getFields()) {
      PodSnapshot changed = PodSnapshot.newBuilder(one).build();
      changed.put(field.pos(), other.get(field.pos()));
      if (shapes.of(changed) == shapes.of(one)) {
        unseen.add(field.name());
      }
    }
    assertThat(unseen).containsExactlyInAnyOrder("observedAt", "resourceVersion", "revision");
  }

  private static PodSnapshot.Builder pod(String hash) {
    PodJson pod = PodJson.of(hash, hash, "a", AT);
    return PodSnapshot.newBuilder(
            (hash.equals("old") ? pod : pod.running(AT)).observedIn("prod").snapshot())
        .setObservedAt(AT);
  }
}
