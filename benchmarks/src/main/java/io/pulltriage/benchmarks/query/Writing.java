package io.pulltriage.benchmarks.query;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** Tells whether an application still works something off: then it writes. Not thread-safe. */
final class Writing implements AutoCloseable {

  private final Admin admin;
  private final String application;
  private long seen = -1;

  Writing(Map<String, Object> kafka, String application) {
    this.admin = Admin.create(kafka);
    this.application = application;
  }

  /** Whether it has written nothing into its own topics since this was asked last. */
  boolean hasStopped() throws ExecutionException, InterruptedException {
    long before = seen;
    seen = written();
    return seen == before;
  }

  private long written() throws ExecutionException, InterruptedException {
    List<String> own =
        admin.listTopics().names().get().stream()
            .filter(name -> name.startsWith(application + "-"))
            .toList();
    Map<TopicPartition, OffsetSpec> ends =
        admin.describeTopics(own).allTopicNames().get().values().stream()
            .flatMap(Writing::partitions)
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    return admin.listOffsets(ends).all().get().values().stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }

  private static Stream<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream()
        .map(partition -> new TopicPartition(topic.name(), partition.partition()));
  }

  @Override
  public void close() {
    admin.close();
  }
}
