package io.pulltriage.streams.query.part;

import io.pulltriage.schemas.internal.GrantTerms;
import io.pulltriage.schemas.internal.IncidentsQuestion;
import io.pulltriage.schemas.internal.OutbreaksQuestion;
import io.pulltriage.schemas.internal.PageTerms;
import io.pulltriage.streams.query.IncidentFilter;
import io.pulltriage.streams.query.Order;
import io.pulltriage.streams.query.OutbreakFilter;
import io.pulltriage.streams.query.PageRequest;
import io.pulltriage.streams.query.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Filters and the like as instances tell each other, and back. Pure. */
public final class Terms {

  private Terms() {}

  /** A filter of incidents. */
  public static IncidentsQuestion of(IncidentFilter filter, PageTerms page) {
    return IncidentsQuestion.newBuilder()
        .setStatus(filter.status().orElse(null))
        .setPhase(filter.phase().orElse(null))
        .setCauses(new ArrayList<>(filter.causes()))
        .setSeverities(new ArrayList<>(filter.severities()))
        .setCluster(filter.cluster().orElse(null))
        .setNamespace(filter.namespace().orElse(null))
        .setWorkloadKind(filter.workloadKind().orElse(null))
        .setWorkload(filter.workload().orElse(null))
        .setImage(filter.image().orElse(null))
        .setRegistry(filter.registry().orElse(null))
        .setNode(filter.node().orElse(null))
        .setSince(filter.since().orElse(null))
        .setOutbreak(filter.outbreak().orElse(null))
        .setText(filter.text().orElse(null))
        .setPage(page)
        .build();
  }

  /** A filter of outbreaks. */
  public static OutbreaksQuestion of(OutbreakFilter filter, PageTerms page) {
    return OutbreaksQuestion.newBuilder()
        .setStatus(filter.status().orElse(null))
        .setScopes(new ArrayList<>(filter.scopes()))
        .setCauses(new ArrayList<>(filter.causes()))
        .setCluster(filter.cluster().orElse(null))
        .setSince(filter.since().orElse(null))
        .setPage(page)
        .build();
  }

  /** One more than fits on the page, which tells whether there is another page. */
  public static PageTerms of(PageRequest request) {
    return PageTerms.newBuilder()
        .setById(request.order() == Order.ID)
        .setAfter(request.after().map(cursor -> cursor.key()).orElse(null))
        .setLimit(request.limit() + 1)
        .build();
  }

  /** What someone may see. */
  public static List<GrantTerms> of(Visibility visibility) {
    List<GrantTerms> terms = new ArrayList<>();
    visibility
        .grants()
        .forEach(grant -> terms.add(new GrantTerms(grant.cluster(), grant.namespace())));
    return terms;
  }

  static IncidentFilter filter(IncidentsQuestion question) {
    return new IncidentFilter(
        question.getStatus(),
        question.getPhase(),
        Set.copyOf(question.getCauses()),
        Set.copyOf(question.getSeverities()),
        question.getCluster(),
        question.getNamespace(),
        question.getWorkloadKind(),
        question.getWorkload(),
        question.getImage(),
        question.getRegistry(),
        question.getNode(),
        question.getSince(),
        question.getOutbreak(),
        question.getText());
  }

  static OutbreakFilter filter(OutbreaksQuestion question) {
    return new OutbreakFilter(
        question.getStatus(),
        Set.copyOf(question.getScopes()),
        Set.copyOf(question.getCauses()),
        question.getCluster(),
        question.getSince());
  }

  static Visibility visibility(List<GrantTerms> terms) {
    return new Visibility(
        terms.stream()
            .map(grant -> new Visibility.Grant(grant.getCluster(), grant.getNamespace()))
            .toList());
  }

  static IncidentSearch search(IncidentsQuestion question, Visibility visibility) {
    PageTerms page = question.getPage();
    return new IncidentSearch(
        filter(question), visibility, page.getById(), page.getAfter(), page.getLimit());
  }
}
