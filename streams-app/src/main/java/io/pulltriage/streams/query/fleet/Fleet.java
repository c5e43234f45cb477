package io.pulltriage.streams.query.fleet;

import io.pulltriage.schemas.internal.GrantTerms;
import io.pulltriage.schemas.internal.PeerAnswer;
import io.pulltriage.schemas.internal.PeerQuestion;
import io.pulltriage.streams.query.Visibility;
import io.pulltriage.streams.query.part.StoreReader;
import io.pulltriage.streams.query.part.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Asks whoever has a part: its owner first, and where that does not answer, one holder of a copy
 * after the other. All instances of a round are asked at once, and one that did not answer in time
 * is not asked again about the same question: a question takes no longer than {@value #ROUNDS}
 * times the patience with one instance, and usually as long as the slowest of them. Thread-safe.
 */
final class Fleet {

  private static final int ROUNDS = 4;

  private final Placement placement;
  private final StoreReader reader;
  private final Peers peers;

  Fleet(Placement placement, StoreReader reader, Peers peers) {
    this.placement = placement;
    this.reader = reader;
    this.peers = peers;
  }

  /** Asks about every partition. */
  Gathering askAll(Object question, Visibility visibility) {
    Set<Integer> all =
        IntStream.range(0, placement.partitions()).boxed().collect(Collectors.toSet());
    return ask(question, visibility, all);
  }

  /** Asks about the partition of a key. */
  Gathering askAbout(String key, Object question) {
    return ask(question, Visibility.ALL, Set.of(placement.partitionOf(key)));
  }

  private Gathering ask(Object question, Visibility visibility, Set<Integer> partitions) {
    String store = StoreReader.storeOf(question);
    Gathering gathering = new Gathering(store, partitions);
    Rounds rounds = new Rounds(placement, store, partitions);
    List<GrantTerms> terms = Terms.of(visibility);
    for (int round = 0; round < ROUNDS && !gathering.left().isEmpty(); round++) {
      // A copy will do once the owner was asked.
      boolean copies = round > 0;
      Map<HostInfo, PeerQuestion> questions = new HashMap<>();
      rounds
          .next(gathering.left())
          .forEach(
              (host, asked) ->
                  questions.put(
                      host, new PeerQuestion(new ArrayList<>(asked), copies, terms, question)));
      askAtOnce(gathering, rounds, questions);
    }
    return gathering;
  }

  private void askAtOnce(
      Gathering gathering, Rounds rounds, Map<HostInfo, PeerQuestion> questions) {
    Map<HostInfo, CompletableFuture<PeerAnswer>> answers = new HashMap<>();
    questions.forEach(
        (host, question) -> {
          if (!placement.isSelf(host)) {
            answers.put(host, peers.ask(host, question));
          }
        });
    questions.forEach(
        (host, question) -> {
          if (placement.isSelf(host)) {
            gathering.add(host, reader.answer(question));
          }
        });
    answers.forEach(
        (host, answer) -> {
          try {
            gathering.add(host, answer.join());
          } catch (CompletionException e) {
            rounds.skip(host);
            PeerQuestion question = Objects.requireNonNull(questions.get(host));
            gathering.fail(question.getPartitions(), Peers.reason(host, e));
          }
        });
  }
}
