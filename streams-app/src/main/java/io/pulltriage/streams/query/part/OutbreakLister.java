package io.pulltriage.streams.query.part;

import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.internal.FoundRow;
import io.pulltriage.schemas.internal.OutbreaksQuestion;
import io.pulltriage.schemas.internal.PageTerms;
import io.pulltriage.streams.query.Visibility;
import io.pulltriage.streams.topology.Stores;
import io.pulltriage.streams.topology.index.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Lists outbreaks. There are few of them, for each stands for many incidents: all are looked at,
 * and no more than a page of them is held. Not thread-safe.
 */
final class OutbreakLister {

  private final OutbreaksQuestion question;
  private final OutbreakView view;
  private final NavigableMap<String, Outbreak> first = new TreeMap<>(Places.BYTES);

  OutbreakLister(OutbreaksQuestion question, Visibility visibility) {
    this.question = question;
    this.view = new OutbreakView(Terms.filter(question), visibility);
  }

  void add(Parts parts) {
    ReadOnlyKeyValueStore<String, Outbreak> outbreaks = parts.open(Stores.OUTBREAKS);
    try (KeyValueIterator<String, Outbreak> all = outbreaks.all()) {
      while (all.hasNext()) {
        Outbreak outbreak = all.next().value;
        if (outbreak != null && isAskedFor(outbreak)) {
          view.of(outbreak).ifPresent(seen -> keep(place(outbreak), seen));
        }
      }
    }
  }

  List<FoundRow> list() {
    List<FoundRow> rows = new ArrayList<>();
    first.forEach((place, outbreak) -> rows.add(new FoundRow(place, outbreak)));
    return rows;
  }

  private boolean isAskedFor(Outbreak outbreak) {
    return question.getId().map(outbreak.getId()::equals).orElse(true);
  }

  private String place(Outbreak outbreak) {
    return question.getPage().getById()
        ? outbreak.getId()
        : Places.newest(
            outbreak.getStatus(),
            outbreak.getFirstSeen(),
            outbreak.getResolvedAt(),
            outbreak.getId());
  }

  private void keep(String place, Outbreak outbreak) {
    PageTerms page = question.getPage();
    if (page.getAfter().filter(after -> Places.BYTES.compare(place, after) <= 0).isPresent()) {
      return;
    }
    first.put(place, outbreak);
    if (first.size() > page.getLimit()) {
      first.pollLastEntry();
    }
  }
}
