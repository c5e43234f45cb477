package io.pulltriage.classifier;

import java.util.List;

/** Measures how many messages of the corpus one thread classifies in a second; run it by hand. */
final class ClassifierSpeed {

  private static final int ROUNDS = 12;
  private static final int REPEATS = 2_000;

  private ClassifierSpeed() {}

  public static void main(String[] arguments) {
    Classifier classifier = Classifier.bundled();
    List<Message> messages =
        LabelledMessages.read("/corpus/messages.jsonl").stream()
            .map(LabelledMessages::message)
            .toList();
    long characters = messages.stream().mapToLong(message -> message.text().length()).sum();
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      int ours = 0;
      for (int i = 0; i < REPEATS; i++) {
        for (Message message : messages) {
          ours += classifier.classify(message).cause().isPresent() ? 1 : 0;
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      long count = (long) REPEATS * messages.size();
      System.out.printf(
          "%,.0f messages/s, %,.0f MB/s, %d characters on average (%d ours)%n",
          count / seconds,
          characters * REPEATS / seconds / 1e6,
          characters / messages.size(),
          ours / REPEATS);
    }
  }
}
