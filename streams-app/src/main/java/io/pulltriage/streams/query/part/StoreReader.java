package io.pulltriage.streams.query.part;

import io.pulltriage.schemas.internal.ClustersQuestion;
import io.pulltriage.schemas.internal.CountsQuestion;
import io.pulltriage.schemas.internal.FoundRow;
import io.pulltriage.schemas.internal.IncidentsQuestion;
import io.pulltriage.schemas.internal.KeyQuestion;
import io.pulltriage.schemas.internal.OutbreaksQuestion;
import io.pulltriage.schemas.internal.PeerAnswer;
import io.pulltriage.schemas.internal.PeerQuestion;
import io.pulltriage.schemas.internal.ReadPart;
import io.pulltriage.schemas.internal.RefusedPart;
import io.pulltriage.schemas.internal.UnreadQuestion;
import io.pulltriage.streams.query.Visibility;
import io.pulltriage.streams.topology.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * Answers questions from this instance's parts of the stores. What it does not have it refuses, for
 * someone else to be asked. Thread-safe.
 */
public final class StoreReader {

  private static final Set<String> ASKED_BY_KEY =
      Set.of(Stores.INCIDENTS, Stores.NODES, Stores.IMAGES);

  private final KafkaStreams streams;
  private final CopyAges ages;

  /** What was found, and behind which place it was not looked. */
  private record Found(List<FoundRow> rows, Optional<String> until) {}

  /** Reads the stores of an instance, which need not have started yet. */
  public StoreReader(KafkaStreams streams, CopyAges ages) {
    this.streams = streams;
    this.ages = ages;
  }

  /** The store that a question is about first of all. */
  public static String storeOf(Object question) {
    if (question instanceof IncidentsQuestion) {
      return Stores.INCIDENTS;
    } else if (question instanceof OutbreaksQuestion) {
      return Stores.OUTBREAKS;
    } else if (question instanceof ClustersQuestion) {
      return Stores.CLUSTERS;
    } else if (question instanceof CountsQuestion) {
      return Stores.NAMESPACE_COUNTS;
    } else if (question instanceof UnreadQuestion) {
      return Stores.UNREAD_TEXTS;
    } else if (question instanceof KeyQuestion key && ASKED_BY_KEY.contains(key.getStore())) {
      return key.getStore();
    }
    throw new IllegalArgumentException("no question that can be answered");
  }

  /** The stores that a question is answered from, the one that it is about first. */
  private static List<String> storesOf(Object question) {
    String store = storeOf(question);
    return question instanceof IncidentsQuestion
        ? List.of(store, Stores.ENTRIES, Stores.ENTRIES_BY_TIME)
        : List.of(store);
  }

  /**
   * Answers as far as it can.
   *
   * @throws IllegalArgumentException if it is no question that can be answered
   */
  public PeerAnswer answer(PeerQuestion question) {
    String store = storeOf(question.getContent());
    List<RefusedPart> refused = new ArrayList<>();
    TreeMap<Integer, Parts> parts = new TreeMap<>();
    for (int partition : new TreeSet<>(question.getPartitions())) {
      try {
        parts.put(partition, open(store, partition, question.getCopies()));
      } catch (InvalidStateStoreException | IllegalStateException e) {
        refused.add(new RefusedPart(partition, String.valueOf(e.getMessage())));
      }
    }
    List<ReadPart> read = new ArrayList<>();
    boolean fresh = question.getContent() instanceof KeyQuestion;
    List<String> stores = storesOf(question.getContent());
    parts.values().forEach(part -> read.add(ages.of(part, stores, fresh)));
    Found found = found(question, parts, refused);
    read.removeIf(part -> !parts.containsKey(part.getPartition()));
    return new PeerAnswer(read, refused, found.rows, found.until.orElse(null));
  }

  /**
   * Whether a part of a store can be read here.
   *
   * @param copies whether a copy will do
   */
  public boolean has(String store, int partition, boolean copies) {
    try {
      open(store, partition, copies);
      return true;
    } catch (InvalidStateStoreException | IllegalStateException e) {
      return false;
    }
  }

  /** The owner's if this is the owner, and otherwise a copy if that will do. */
  private Parts open(String store, int partition, boolean copies) {
    Parts own = new StreamsParts(streams, partition, false);
    try {
      own.open(store);
      return own;
    } catch (InvalidStateStoreException e) {
      if (!copies) {
        throw e;
      }
      Parts copy = new StreamsParts(streams, partition, true);
      copy.open(store);
      return copy;
    }
  }

  /** A part that goes away while it is read takes what was read of it along: begins again. */
  private static Found found(
      PeerQuestion question, Map<Integer, Parts> parts, List<RefusedPart> refused) {
    while (true) {
      try {
        return found(question, List.copyOf(parts.values()));
      } catch (PartGoneException e) {
        parts.remove(e.partition());
        refused.add(new RefusedPart(e.partition(), String.valueOf(e.getMessage())));
      }
    }
  }

  private static Found found(PeerQuestion question, List<Parts> parts) {
    Visibility visibility = Terms.visibility(question.getVisibility());
    Object content = question.getContent();
    if (content instanceof IncidentsQuestion incidents) {
      try (IncidentLister lister = new IncidentLister(Terms.search(incidents, visibility))) {
        parts.forEach(lister::add);
        List<FoundRow> rows = lister.list();
        return new Found(rows, lister.until());
      }
    }
    return new Found(rows(content, visibility, parts), Optional.empty());
  }

  private static List<FoundRow> rows(Object content, Visibility visibility, List<Parts> parts) {
    if (content instanceof OutbreaksQuestion outbreaks) {
      OutbreakLister lister = new OutbreakLister(outbreaks, visibility);
      forEach(parts, lister::add);
      return lister.list();
    } else if (content instanceof CountsQuestion counts) {
      CountsReader reader = new CountsReader(counts.getFrom(), visibility);
      forEach(parts, reader::add);
      return reader.list();
    }
    RowReader reader = new RowReader(visibility);
    forEach(parts, part -> reader.add(part, content));
    return reader.list();
  }

  private static void forEach(List<Parts> parts, Consumer<Parts> reading) {
    for (Parts part : parts) {
      try {
        reading.accept(part);
      } catch (InvalidStateStoreException e) {
        throw new PartGoneException(part.partition(), e);
      }
    }
  }
}
