package io.pulltriage.standalone.explain;

import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.ImageAdvice;
import io.pulltriage.standalone.report.Words;
import io.pulltriage.standalone.terminal.DisplayText;
import io.pulltriage.standalone.terminal.FieldBlock;
import io.pulltriage.standalone.terminal.Screen;
import io.pulltriage.standalone.terminal.Style;
import io.pulltriage.streams.explain.Explanation;
import io.pulltriage.streams.explain.Inquiry;
import java.io.IOException;
import java.io.Writer;

/** An explanation for a person to read. Not thread-safe. */
public final class ExplanationText implements ExplanationOutput {

  private static final int MAX_QUOTED = 500;

  private final Writer results;
  private final Screen screen;
  private final boolean quoting;
  private boolean first = true;

  /**
   * An output to a writer, which it neither flushes nor closes.
   *
   * @param quoting whether to repeat each message: where there are many
   */
  public ExplanationText(Writer results, Screen screen, boolean quoting) {
    this.results = results;
    this.screen = screen;
    this.quoting = quoting;
  }

  @Override
  public void write(Inquiry inquiry, Explanation explanation) throws IOException {
    Classification classification = explanation.classification();
    FieldBlock block =
        new FieldBlock(screen)
            .heading(explanation.cause() + ": " + explanation.title(), Style.STRONG);
    if (quoting) {
      block.field("message", DisplayText.shortened(inquiry.message(), MAX_QUOTED));
    }
    explanation
        .entry()
        .ifPresent(
            entry ->
                block
                    .field("phase", Words.phase(entry.phase()))
                    .field(
                        "certainty",
                        Words.certainty(classification.confidence(), classification.alternatives()))
                    .field("meaning", entry.explanation()));
    block
        .fields("rule", classification.rule().stream().toList())
        .fields("image", explanation.advice().stream().map(ImageAdvice::explanation).toList())
        .steps("what to do", explanation.remediation());
    explanation.why().ifPresent(why -> WhyText.write(why, inquiry.message(), block));
    if (!first) {
      results.write('\n');
    }
    first = false;
    results.write(block.toString());
  }
}
