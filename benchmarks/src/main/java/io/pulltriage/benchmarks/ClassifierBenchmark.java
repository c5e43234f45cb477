package io.pulltriage.benchmarks;

import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.Classifier;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Messages of the corpus that one thread classifies in a second. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
@Fork(2)
@State(Scope.Thread)
public class ClassifierBenchmark {

  private final CorpusMessages messages = CorpusMessages.read();
  private final Classifier classifier = Classifier.bundled();
  private final NaiveClassifier naive = NaiveClassifier.bundled();

  /** The classifier that is shipped. */
  @Benchmark
  public Classification classifier() {
    return classifier.classify(messages.next());
  }

  /** One regular expression after another. */
  @Benchmark
  public Optional<Classification> regularExpressions() {
    return naive.classify(messages.next().text());
  }
}
