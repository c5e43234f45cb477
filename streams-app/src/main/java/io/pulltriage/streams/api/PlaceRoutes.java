package io.pulltriage.streams.api;

import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.streams.query.IncidentQueries;
import java.util.List;
import java.util.Optional;

/** What is known of a node, and of an image in a cluster: the facts beside an incident. */
final class PlaceRoutes implements Resource {

  private static final String CLUSTER = "cluster";
  private static final String NAME = "name";
  private static final String IMAGE = "image";

  private final IncidentQueries queries;

  PlaceRoutes(IncidentQueries queries) {
    this.queries = queries;
  }

  @Override
  public List<Route> routes() {
    QueryParameter cluster = QueryParameter.text(CLUSTER, "Name of the cluster; required.");
    return List.of(
        Route.get("/api/v1/node", "getNode", "A node as it was last seen.", this::node)
            .with(List.of(cluster, QueryParameter.text(NAME, "Name of the node; required.")))
            .answering("The node.", Lookups.schema(NodeSnapshot.getClassSchema())),
        Route.get(
                "/api/v1/image", "getImage", "Where an image runs well in a cluster.", this::image)
            .with(List.of(cluster, QueryParameter.text(IMAGE, "The image; required.")))
            .answering("Its use.", Lookups.schema(ImageUsage.getClassSchema())));
  }

  private Reply node(Call call) {
    return Lookups.reply(
        queries.node(required(call, CLUSTER), required(call, NAME), call.caller().visibility()),
        "a node");
  }

  private Reply image(Call call) {
    return Lookups.reply(
        queries.image(
            required(call, CLUSTER),
            ImageReferences.parse(required(call, IMAGE)),
            call.caller().visibility()),
        "a use of that image");
  }

  private static String required(Call call, String name) {
    return Optional.ofNullable(call.query().text(name))
        .orElseThrow(() -> Problem.of(400, name + " is required").exception());
  }
}
