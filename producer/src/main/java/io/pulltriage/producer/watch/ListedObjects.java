package io.pulltriage.producer.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pulltriage.producer.wire.Fact;
import io.pulltriage.producer.wire.StreamKind;
import io.pulltriage.producer.wire.WatchEntry;
import io.pulltriage.producer.wire.WatchEntryParser;
import io.pulltriage.producer.wire.WatchEntryParser.BadLineException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** The objects of one list: tells each, and at last that there are no others. */
final class ListedObjects implements ListPage.ObjectReader {

  private final StreamKind kind;
  private final WatchEntryParser parser;
  private final Tap tap;
  private final StreamObserver observer;
  private final Set<String> ids = new HashSet<>();

  ListedObjects(StreamKind kind, WatchEntryParser parser, Tap tap, StreamObserver observer) {
    this.kind = kind;
    this.parser = parser;
    this.tap = tap;
    this.observer = observer;
  }

  @Override
  public void read(JsonParser at) throws IOException {
    try {
      WatchEntry.Changed entry = parser.listed(tapped(at));
      ids.add(entry.id());
      observer.fact(kind, entry.fact());
    } catch (BadLineException e) {
      observer.unusable(kind, String.valueOf(e.getMessage()));
    }
  }

  /** The list is complete. */
  void end() {
    switch (kind) {
      case PODS -> observer.fact(kind, new Fact.PodsListed(ids));
      case NODES -> observer.fact(kind, new Fact.NodesListed(ids));
      case EVENTS -> {
        // Events that are no longer there have expired; nothing follows from that.
      }
    }
  }

  private JsonParser tapped(JsonParser at) throws IOException {
    if (!tap.isListening()) {
      return at;
    }
    ObjectNode object = at.readValueAsTree();
    tap.listed(object);
    JsonParser again = object.traverse(at.getCodec());
    again.nextToken();
    return again;
  }
}
