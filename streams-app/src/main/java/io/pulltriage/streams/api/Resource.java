package io.pulltriage.streams.api;

import java.util.List;

/** Routes that belong together. To add one, implement this and hand it to {@link ApiServer}. */
@FunctionalInterface
public interface Resource {

  /** Its routes. */
  List<Route> routes();
}
