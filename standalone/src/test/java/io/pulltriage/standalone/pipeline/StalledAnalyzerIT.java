package io.pulltriage.standalone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The analyzer's process stands for longer than the broker holds its transactions open, as a
 * machine does that is frozen, moved or out of memory, and goes on.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
class StalledAnalyzerIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration OPEN_FOR = Duration.ofSeconds(2);
  private static final String OPENED = "opened";
  private static final Set<TransactionState> ENDED =
      Set.of(
          TransactionState.EMPTY,
          TransactionState.COMPLETE_COMMIT,
          TransactionState.COMPLETE_ABORT);

  @Test
  void shouldGoOnAfterTheBrokerHasAbortedWhatItWasAt(@TempDir Path folder) throws Exception {
    try (AnalyzerSite site =
            new AnalyzerSite(folder, "commit.interval.ms: 4000", "transaction.timeout.ms: 6000");
        ServiceProcess analyzer = site.start("--create-topics", "1");
        Admin admin = site.admin()) {
      // Given
      site.publish(Instant.now(), AnalyzerSite.pod("api").at(Instant.now()).build());
      site.awaitTold(analyzer, OPENED, "api");

      // When
      await().atMost(PATIENCE).until(() -> standsWhileAborted(site, analyzer, admin));
      analyzer.goOn();

      // Then
      site.publish(Instant.now(), AnalyzerSite.pod("web").at(Instant.now()).build());
      site.awaitTold(analyzer, OPENED, "web");
      assertThat(site.told(OPENED, "api")).hasSize(1);
    }
  }

  /** Whether the broker has given up a transaction; the process may stand between two of them. */
  private static boolean standsWhileAborted(AnalyzerSite site, ServiceProcess analyzer, Admin admin)
      throws Exception {
    site.publish(Instant.now(), AnalyzerSite.pod("web").at(Instant.now()).build());
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> isIdle(admin));
    analyzer.hang();
    await().atMost(PATIENCE).until(() -> ENDED.containsAll(states(admin).values()));
    if (states(admin).containsValue(TransactionState.COMPLETE_ABORT)) {
      return true;
    }
    analyzer.goOn();
    return false;
  }

  /**
   * Whether a transaction has been open for a while: all is processed, and waits to be committed.
   */
  private static boolean isIdle(Admin admin) throws Exception {
    Set<String> ids = states(admin).keySet();
    return admin.describeTransactions(ids).all().get().values().stream()
        .filter(one -> one.state() == TransactionState.ONGOING)
        .mapToLong(one -> one.transactionStartTimeMs().orElseThrow())
        .anyMatch(start -> System.currentTimeMillis() - start > OPEN_FOR.toMillis());
  }

  private static Map<String, TransactionState> states(Admin admin) throws Exception {
    return admin.listTransactions().all().get().stream()
        .collect(Collectors.toMap(TransactionListing::transactionalId, TransactionListing::state));
  }
}
