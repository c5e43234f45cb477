package io.pulltriage.streams.topology;

import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * A stage's processor with the stores that it keeps.
 *
 * @param processor makes one for each task
 * @param stores connected to it
 */
public record StageSupplier<KI, VI, KO, VO>(
    Supplier<Processor<KI, VI, KO, VO>> processor, Set<StoreBuilder<?>> stores)
    implements ProcessorSupplier<KI, VI, KO, VO> {

  @Override
  public Processor<KI, VI, KO, VO> get() {
    return processor.get();
  }
}
