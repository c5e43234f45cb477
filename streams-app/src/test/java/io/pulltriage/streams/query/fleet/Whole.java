package io.pulltriage.streams.query.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/** All incidents that there are, by id, and whether answers are honest about them. Immutable. */
record Whole(Set<String> ids) {

  static final String LIST = "/api/v1/incidents?limit=1000&order=id";

  Whole {
    ids = Set.copyOf(ids);
  }

  static List<String> ids(JsonNode list) {
    return list.path("items").findValuesAsText("id");
  }

  static boolean isComplete(JsonNode answer) {
    return answer.path("complete").asBoolean();
  }

  /**
   * A list of everything that is complete has everything. What another one lacks is in a partition
   * that it calls missing, or answered for by a copy that is behind or may be.
   */
  void assertHonest(JsonNode list) {
    List<String> found = ids(list);
    assertThat(found).doesNotHaveDuplicates().isSubsetOf(ids);
    Set<String> lacking = new TreeSet<>(ids);
    found.forEach(lacking::remove);
    Set<Integer> open = new TreeSet<>();
    list.path("missing").forEach(part -> open.add(part.path("partition").asInt()));
    for (JsonNode part : list.path("stale")) {
      assertThat(part.path("store").asText()).isEqualTo("incidents-by-id");
      assertThat(part.path("servedBy").asText()).startsWith("127.0.0.1:");
      if (part.path("lag").asLong(-1) != 0) {
        open.add(part.path("partition").asInt());
      }
    }
    assertThat(isComplete(list))
        .isEqualTo(list.path("missing").isEmpty() && list.path("stale").isEmpty());
    assertThat(lacking)
        .as("not in %s", list)
        .allSatisfy(id -> assertThat(open).contains(partition(id)));
  }

  /**
   * Each one is there, or it is said that this cannot be told; another one never is.
   *
   * @return of how many it could not be told
   */
  int assertNoneTakenForAbsent(Instance instance) throws IOException, InterruptedException {
    int unknown = 0;
    for (String id : ids) {
      HttpResponse<String> one = instance.askAbout(id);
      assertNotTakenForAbsent(id, one);
      unknown += one.statusCode() == 503 ? 1 : 0;
    }
    assertThat(instance.askAbout("lab-a/shop/Deployment/none/app/PULL/00000000").statusCode())
        .isIn(404, 503);
    return unknown;
  }

  static void assertNotTakenForAbsent(String id, HttpResponse<String> one) {
    assertThat(one.statusCode()).as("%s: %s", id, one.body()).isIn(200, 503);
  }

  /** Whether copies have answered for a part of it and had everything. */
  boolean isStoodInFor(JsonNode list) {
    List<Long> lags = new ArrayList<>();
    list.path("stale").forEach(part -> lags.add(part.path("lag").asLong(-1)));
    return !lags.isEmpty()
        && lags.stream().allMatch(lag -> lag == 0)
        && list.path("missing").isEmpty()
        && Set.copyOf(ids(list)).equals(ids);
  }

  private static int partition(String id) {
    return BuiltInPartitioner.partitionForKey(
        id.getBytes(StandardCharsets.UTF_8), ThreeInstances.PARTITIONS);
  }
}
