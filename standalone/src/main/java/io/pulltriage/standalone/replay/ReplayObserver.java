package io.pulltriage.standalone.replay;

import io.pulltriage.producer.capture.CaptureProblem;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import java.io.IOException;

/**
 * Hears what comes out of the pipeline. Called by one thread at a time. An exception of any of
 * these ends the replay and reaches the caller of {@link ReplayRunner#run} as it is.
 */
public interface ReplayObserver {

  /** REST and the page are served under this address; not called where they are not. */
  default void serving(String address) {}

  /** A part of a recording cannot be used; the rest is. */
  void problem(CaptureProblem problem);

  /** An incident has opened, changed or ended. */
  void changed(Incident incident) throws IOException;

  /** An outbreak has begun, changed or ended. */
  void changed(Outbreak outbreak) throws IOException;

  /** Every recording has been processed to its end; called once. */
  void processed(ReplayResult result) throws IOException;
}
