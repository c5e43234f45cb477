package io.pulltriage.standalone.explain;

import io.pulltriage.streams.explain.Explanation;
import io.pulltriage.streams.explain.Inquiry;
import java.io.IOException;

/** Where explanations go, in order. */
public interface ExplanationOutput {

  /** Writes one; flushing is the caller's. */
  void write(Inquiry inquiry, Explanation explanation) throws IOException;
}
