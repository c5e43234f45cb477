package io.pulltriage.streams.topology.triage;

import io.pulltriage.schemas.Topics;

/** The topics that TRIAGE reads facts from. */
enum FactKind {
  POD,
  POD_EVENT,
  NODE,
  IMAGE,
  CLUSTER;

  String topic(Topics topics) {
    return switch (this) {
      case POD -> topics.pods();
      case POD_EVENT -> topics.podEvents();
      case NODE -> topics.nodes();
      case IMAGE -> topics.images();
      case CLUSTER -> topics.clusters();
    };
  }
}
