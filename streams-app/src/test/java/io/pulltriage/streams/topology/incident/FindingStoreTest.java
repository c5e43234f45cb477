package io.pulltriage.streams.topology.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.schemas.serdes.InternalSerdes;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FindingStoreTest {

  private final KeyValueStore<String, PodFinding> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("findings"),
              Serdes.String(),
              InternalSerdes.of(PodFinding.class))
          .withLoggingDisabled()
          .build();
  private final FindingStore findings = new FindingStore(store);

  @BeforeEach
  void open() {
    MockProcessorContext<Bytes, byte[]> context = new MockProcessorContext<>(new Properties());
    store.init(context.getStateStoreContext(), store);
  }

  @Test
  void shouldSayWhichPodsAreNew() {
    assertThat(findings.put("incident", Finds.failing(1, 0).build())).isTrue();
    assertThat(findings.put("incident", Finds.failing(2, 0).build())).isTrue();
    assertThat(findings.put("incident", Finds.failing(1, 9).build())).isFalse();

    assertThat(findings.of("incident"))
        .extracting(PodFinding::getSince)
        .containsExactly(Finds.T0.plusSeconds(9), Finds.T0);
  }

  @Test
  void shouldKeepIncidentsApartEvenWhenOneIdBeginsTheOther() {
    findings.put("lab-a/shop", Finds.failing(1, 0).build());
    findings.put("lab-a/shop-2", Finds.failing(2, 0).build());

    assertThat(findings.of("lab-a/shop"))
        .extracting(PodFinding::getPodUid)
        .containsExactly("uid-1");
  }

  @Test
  void shouldForgetAPod() {
    findings.put("incident", Finds.failing(1, 0).build());
    findings.remove("incident", Finds.failing(1, 50).build());

    assertThat(findings.of("incident")).isEmpty();
  }
}
