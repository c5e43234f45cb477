package io.pulltriage.standalone.explain;

import java.io.IOException;

/** Where explanations go, in order. */
public interface ExplanationOutput {

  /** Writes one; flushing is the caller's. */
  void write(Inquiry inquiry, Explanation explanation) throws IOException;
}
