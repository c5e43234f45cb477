package io.pulltriage.streams.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.background.BackgroundLoop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transactions that an instance has left open that was killed. Brokers do it, too, but
 * only up to ten seconds after {@code transaction.timeout.ms}; until then nobody who reads
 * committed records gets past them. Looked for while the group changes. A member that only stood
 * still is fenced as well, which it is by the change anyway, and joins again. Thread-safe.
 */
final class AbandonedTransactions implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AbandonedTransactions.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** After a change of the group; the next may follow from it. */
  private static final int LOOKS = 10;

  /** How Kafka Streams calls consumers, unless {@code client.id} is set. */
  private static final Pattern MEMBER = Pattern.compile("(.+)-StreamThread-(\\d+)-consumer");

  /** How Kafka Streams calls transactions, behind the application: process and thread. */
  private static final Pattern PROCESS =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-\\d+");

  private final String application;
  private final Supplier<Set<String>> ownMembers;
  private final Semaphore changed = new Semaphore(0);
  private final BackgroundLoop loop;

  /**
   * Begins to look when the group changes.
   *
   * @param admin settings of Kafka's admin client
   * @param ownMembers client ids of the consumers of this instance
   */
  AbandonedTransactions(
      String application,
      Map<String, Object> admin,
      Supplier<Set<String>> ownMembers,
      MeterRegistry registry) {
    this.application = application;
    this.ownMembers = ownMembers;
    this.loop =
        new BackgroundLoop("transactions", () -> new Looking(Admin.create(admin)), registry);
    loop.start();
  }

  /**
   * Whether Kafka Streams gave a transaction its id for an application, of which another one's name
   * may be a prefix.
   */
  static boolean isOfApplication(String transaction, String application) {
    return transaction.startsWith(application + '-')
        && PROCESS.matcher(transaction.substring(application.length() + 1)).matches();
  }

  /** Members may have been lost. */
  void groupChanged() {
    changed.release();
  }

  @Override
  public void close() {
    loop.interrupt();
  }

  /** One client, as long as it is answered. */
  private final class Looking implements BackgroundLoop.Session {

    private final Admin admin;

    Looking(Admin admin) {
      this.admin = admin;
    }

    @Override
    public boolean step() throws InterruptedException, ExecutionException {
      changed.acquire();
      for (int i = 0; i < LOOKS; i++) {
        changed.drainPermits();
        Set<String> abandoned = abandoned();
        if (!abandoned.isEmpty()) {
          admin.fenceProducers(abandoned).all().get();
          LOG.warn("ended transactions of lost members ids={}", abandoned);
        }
        TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
      }
      return true;
    }

    private Set<String> abandoned() throws InterruptedException, ExecutionException {
      // Transactions before members: whoever has one by now has joined before.
      Set<String> open =
          admin
              .listTransactions(
                  new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING)))
              .all()
              .get()
              .stream()
              .map(TransactionListing::transactionalId)
              .filter(id -> isOfApplication(id, application))
              .collect(Collectors.toSet());
      if (!open.isEmpty()) {
        open.removeAll(membersTransactions(open));
      }
      return open;
    }

    /** Those of members; all, where that cannot be told. */
    private Set<String> membersTransactions(Set<String> open)
        throws InterruptedException, ExecutionException {
      Set<String> members =
          admin.describeConsumerGroups(List.of(application)).all().get().values().stream()
              .flatMap(group -> group.members().stream())
              .map(MemberDescription::clientId)
              .collect(Collectors.toSet());
      boolean known =
          members.stream().anyMatch(ownMembers.get()::contains)
              && members.stream().allMatch(id -> transactionOf(id).isPresent());
      return known
          ? members.stream().flatMap(id -> transactionOf(id).stream()).collect(Collectors.toSet())
          : Set.copyOf(open);
    }

    private Optional<String> transactionOf(String member) {
      Matcher matcher = MEMBER.matcher(member);
      return matcher.matches() && matcher.group(1).startsWith(application + '-')
          ? Optional.of(matcher.group(1) + '-' + matcher.group(2))
          : Optional.empty();
    }

    @Override
    public void close() {
      admin.close(LOOK_EVERY);
    }
  }
}
