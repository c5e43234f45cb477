package io.pulltriage.streams.query.fleet;

import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.internal.ClustersQuestion;
import io.pulltriage.schemas.internal.CountsQuestion;
import io.pulltriage.schemas.internal.FoundRow;
import io.pulltriage.schemas.internal.KeyQuestion;
import io.pulltriage.schemas.internal.OutbreaksQuestion;
import io.pulltriage.schemas.internal.PageTerms;
import io.pulltriage.schemas.internal.UnreadQuestion;
import io.pulltriage.schemas.internal.UnreadText;
import io.pulltriage.streams.query.Answer;
import io.pulltriage.streams.query.ClusterReport;
import io.pulltriage.streams.query.IncidentFilter;
import io.pulltriage.streams.query.IncidentQueries;
import io.pulltriage.streams.query.Lookup;
import io.pulltriage.streams.query.OutbreakFilter;
import io.pulltriage.streams.query.Page;
import io.pulltriage.streams.query.PageRequest;
import io.pulltriage.streams.query.Summary;
import io.pulltriage.streams.query.UnreadTexts;
import io.pulltriage.streams.query.Visibility;
import io.pulltriage.streams.query.part.Terms;
import io.pulltriage.streams.topology.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Answers for the whole application. Thread-safe. */
final class FleetQueries implements IncidentQueries {

  private static final int ALL = Integer.MAX_VALUE;

  /** Longer than any key that there is: such a text is not worth asking others about. */
  private static final int LONGEST_KEY = 4_096;

  private final Fleet fleet;
  private final InstantSource clock;

  FleetQueries(Fleet fleet, InstantSource clock) {
    this.fleet = fleet;
    this.clock = clock;
  }

  @Override
  public Answer<Page<Incident>> incidents(
      IncidentFilter filter, Visibility visibility, PageRequest request) {
    Gathering found = fleet.askAll(Terms.of(filter, Terms.of(request)), visibility);
    return new Answer<>(Pages.of(found, request, Incident.class), found.completeness());
  }

  @Override
  public Lookup<Incident> incident(String id, Visibility visibility) {
    return byKey(
        Stores.INCIDENTS,
        id,
        Incident.class,
        incident -> visibility.sees(incident.getCluster(), incident.getNamespace()));
  }

  @Override
  public Answer<Page<Outbreak>> outbreaks(
      OutbreakFilter filter, Visibility visibility, PageRequest request) {
    Gathering found = fleet.askAll(Terms.of(filter, Terms.of(request)), visibility);
    return new Answer<>(Pages.of(found, request, Outbreak.class), found.completeness());
  }

  @Override
  public Lookup<Outbreak> outbreak(String id, Visibility visibility) {
    if (id.length() > LONGEST_KEY) {
      return new Lookup.Absent<>();
    }
    OutbreaksQuestion question =
        OutbreaksQuestion.newBuilder(
                Terms.of(
                    OutbreakFilter.NONE, PageTerms.newBuilder().setById(true).setLimit(1).build()))
            .setId(id)
            .build();
    Gathering found = fleet.askAll(question, visibility);
    return Lookups.of(found, Outbreak.class, outbreak -> true);
  }

  @Override
  public Answer<List<ClusterReport>> clusters(Visibility visibility) {
    Gathering found = fleet.askAll(new ClustersQuestion(ALL), visibility);
    Instant now = clock.instant();
    List<ClusterReport> reports =
        statuses(found).stream()
            .sorted(Comparator.comparing(ClusterStatus::getCluster))
            .map(status -> new ClusterReport(status, Duration.between(status.getObservedAt(), now)))
            .toList();
    return new Answer<>(reports, found.completeness());
  }

  @Override
  public Answer<Summary> summary(Visibility visibility) {
    Gathering clusters = fleet.askAll(new ClustersQuestion(ALL), visibility);
    Optional<Instant> newest =
        statuses(clusters).stream().map(ClusterStatus::getObservedAt).max(Instant::compareTo);
    Gathering counts =
        fleet.askAll(new CountsQuestion(SummaryBuilder.firstSpan(newest)), visibility);
    Gathering outbreaks =
        fleet.askAll(
            Terms.of(
                new OutbreakFilter(
                    Optional.of(IncidentStatus.OPEN),
                    OutbreakFilter.NONE.scopes(),
                    OutbreakFilter.NONE.causes(),
                    Optional.empty(),
                    Optional.empty()),
                PageTerms.newBuilder().setById(true).setLimit(ALL).build()),
            visibility);
    SummaryBuilder summary = new SummaryBuilder(newest);
    rows(counts).forEach(row -> summary.add(row.getContent()));
    return new Answer<>(
        summary.build(rows(outbreaks).stream().map(FoundRow::getPlace).distinct().count()),
        clusters.completeness().and(counts.completeness()).and(outbreaks.completeness()));
  }

  @Override
  public Answer<UnreadTexts> unreadTexts() {
    Gathering found = fleet.askAll(new UnreadQuestion(ALL), Visibility.ALL);
    return new Answer<>(
        UnreadTexts.of(rows(found).stream().map(row -> (UnreadText) row.getContent()).toList()),
        found.completeness());
  }

  @Override
  public Lookup<NodeSnapshot> node(String cluster, String name, Visibility visibility) {
    return visibility.seesSomeOf(cluster)
        ? byKey(Stores.NODES, Keys.node(cluster, name), NodeSnapshot.class, node -> true)
        : new Lookup.Absent<>();
  }

  @Override
  public Lookup<ImageUsage> image(String cluster, ImageReference image, Visibility visibility) {
    return visibility.seesSomeOf(cluster)
        ? byKey(Stores.IMAGES, Keys.image(cluster, image), ImageUsage.class, usage -> true)
        : new Lookup.Absent<>();
  }

  private <V> Lookup<V> byKey(String store, String key, Class<V> type, Predicate<V> visible) {
    if (key.length() > LONGEST_KEY) {
      return new Lookup.Absent<>();
    }
    Gathering found = fleet.askAbout(key, new KeyQuestion(store, key));
    return Lookups.of(found, type, visible);
  }

  private static List<ClusterStatus> statuses(Gathering found) {
    return rows(found).stream().map(row -> (ClusterStatus) row.getContent()).toList();
  }

  private static List<FoundRow> rows(Gathering found) {
    return found.rows().stream().flatMap(List::stream).toList();
  }
}
