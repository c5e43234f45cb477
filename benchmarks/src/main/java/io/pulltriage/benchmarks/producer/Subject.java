package io.pulltriage.benchmarks.producer;

import com.sun.management.OperatingSystemMXBean;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.producer.service.ProducerService;
import io.pulltriage.settings.ConfigReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A process that is measured: the producer, or fabric8's plain informer. Prints its figures. */
public final class Subject {

  private static final long MEBIBYTE = 1 << 20;

  /** Short enough to wait for, long enough to cost little. */
  private static final String RESCAN = "5s";

  private Subject() {}

  /** What is measured of a process. */
  private interface Watching extends AutoCloseable {

    /** Begins to watch a cluster. */
    void add(String name, String url) throws IOException;

    /** Whether all of the clusters is known. */
    boolean isSynced();

    /** How many changes of objects have come. */
    double changes();

    /** How many records Kafka has taken. */
    double published();

    @Override
    void close();
  }

  /**
   * Measures.
   *
   * @param arguments {@code producer} or {@code informer}, address of the API servers, of Kafka,
   *     how many clusters, pods in each, changes a second (of pods; events when negative), seconds
   */
  public static void main(String[] arguments) throws Exception {
    int clusters = Integer.parseInt(arguments[3]);
    int pods = Integer.parseInt(arguments[4]);
    int seconds = Integer.parseInt(arguments[6]);
    try (Watching watching =
        arguments[0].equals("producer") ? new Producer(arguments[2]) : new Informer()) {
      watching.add("warm", arguments[1] + "/warm/0/0/");
      await(watching);
      long heapBefore = heap();
      double cpuBefore = cpuSeconds();
      for (int i = 0; i < clusters; i++) {
        watching.add("c" + i, arguments[1] + "/c" + i + '/' + pods + '/' + arguments[5] + '/');
      }
      await(watching);
      double listed = cpuSeconds() - cpuBefore;
      Thread.sleep(seconds * 1000L); // Until the hot paths are compiled.
      report(watching, seconds);
      long held = heap() - heapBefore;
      System.out.printf(
          "  lists: %.1f s of CPU time, %.0f us a pod%n",
          listed, listed * 1e6 / Math.max(1, clusters * (double) pods));
      System.out.printf(
          "  heap: %.1f MiB, %.0f bytes a pod, %.0f kB a cluster; %d threads%n",
          (double) held / MEBIBYTE,
          (double) held / Math.max(1, clusters * (double) pods),
          held / 1000.0 / clusters,
          Thread.activeCount());
    }
    System.exit(0);
  }

  private static void await(Watching watching) throws InterruptedException {
    while (!watching.isSynced()) {
      Thread.sleep(20);
    }
  }

  private static void report(Watching watching, int seconds) throws InterruptedException {
    double changes = watching.changes();
    double published = watching.published();
    double cpu = cpuSeconds();
    long began = System.nanoTime();
    Thread.sleep(seconds * 1000L);
    double elapsed = (System.nanoTime() - began) / 1e9;
    double used = cpuSeconds() - cpu;
    changes = watching.changes() - changes;
    System.out.printf(
        "  steady: %.1f%% of one CPU, %.0f changes a second, %.0f us of CPU time each, %.0f records"
            + " a second into Kafka%n",
        100 * used / elapsed,
        changes / elapsed,
        changes == 0 ? 0 : used * 1e6 / changes,
        (watching.published() - published) / elapsed);
  }

  private static double cpuSeconds() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }

  private static long heap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(200);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** The producer as it is run, into a real broker. */
  private static final class Producer implements Watching {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Path folder = Files.createTempDirectory("clusters");
    private final ProducerService service;
    private int added;

    Producer(String kafka) throws IOException {
      service =
          new ProducerService(
              ConfigReader.read(
                  ProducerConfig.defaults(),
                  null,
                  Map.of(),
                  List.of(
                      "kafka.bootstrap.servers=" + kafka,
                      "schemaRegistry.url=mock://benchmark",
                      "clusters.folder.path=" + folder,
                      "clusters.rescan=" + RESCAN)),
              Clock.systemUTC(),
              meters);
      service.start();
    }

    @Override
    public void add(String name, String url) throws IOException {
      Path unfinished = folder.resolve("." + name);
      Files.writeString(
          unfinished,
          """
          {"apiVersion":"v1","kind":"Config","current-context":"%1$s",
           "clusters":[{"name":"c","cluster":{"server":"%2$s"}}],
           "users":[{"name":"u","user":{"token":"t"}}],
           "contexts":[{"name":"%1$s","context":{"cluster":"c","user":"u"}}]}
          """
              .formatted(name, url));
      Files.move(unfinished, folder.resolve(name));
      added++;
    }

    @Override
    public boolean isSynced() {
      Map<String, Boolean> clusters = service.clusters();
      return clusters.size() == added && !clusters.containsValue(false);
    }

    @Override
    public double changes() {
      return count("pulltriage.objects.received");
    }

    @Override
    public double published() {
      return count("pulltriage.records.published");
    }

    private double count(String name) {
      return meters.find(name).counters().stream().mapToDouble(Counter::count).sum();
    }

    @Override
    public void close() {
      service.close();
    }
  }

  /** fabric8's informer on pods, with pages of the same size and nothing else set. */
  private static final class Informer implements Watching {
    private final AtomicLong changes = new AtomicLong();
    private final List<SharedIndexInformer<Pod>> informers = new ArrayList<>();

    @Override
    public void add(String name, String url) {
      Config config = new ConfigBuilder(Config.empty()).withMasterUrl(url).build();
      KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
      SharedIndexInformer<Pod> informer =
          client
              .pods()
              .inAnyNamespace()
              .withLimit(500L)
              .inform(
                  new ResourceEventHandler<Pod>() {
                    @Override
                    public void onAdd(Pod pod) {
                      changes.incrementAndGet();
                    }

                    @Override
                    public void onUpdate(Pod before, Pod pod) {
                      changes.incrementAndGet();
                    }

                    @Override
                    public void onDelete(Pod pod, boolean unknown) {
                      changes.incrementAndGet();
                    }
                  });
      informers.add(informer);
    }

    @Override
    public boolean isSynced() {
      return informers.stream().allMatch(SharedIndexInformer::hasSynced);
    }

    @Override
    public double changes() {
      return changes.get();
    }

    @Override
    public double published() {
      return 0;
    }

    @Override
    public void close() {
      // The process ends.
    }
  }
}
