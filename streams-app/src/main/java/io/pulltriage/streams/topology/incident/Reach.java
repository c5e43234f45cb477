package io.pulltriage.streams.topology.incident;

import static io.pulltriage.streams.topology.diagnosis.Words.count;
import static io.pulltriage.streams.topology.diagnosis.Words.list;

import io.pulltriage.schemas.internal.PodFinding;
import java.util.List;

/** How many pods an incident reaches, and where they are, in words. Pure. */
final class Reach {

  private static final int NODES = 5;

  private Reach() {}

  static String sentence(List<PodFinding> telling, int affected, int failing) {
    List<String> nodes =
        telling.stream().flatMap(f -> f.getNode().stream()).sorted().distinct().toList();
    String where =
        nodes.isEmpty()
            ? ""
            : (nodes.size() == 1 ? " on node " : " on nodes ") + list(nodes, NODES);
    if (failing == 0) {
      return count(affected, "pod") + " of it failed" + where + "; none does any more.";
    }
    String others = affected > failing ? " (" + count(affected, "pod") + " since it began)" : "";
    return count(failing, "pod") + (failing == 1 ? " fails" : " fail") + where + others + '.';
  }
}
