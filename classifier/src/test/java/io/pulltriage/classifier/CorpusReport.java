package io.pulltriage.classifier;

import java.nio.file.*;
import java.util.*;

final class CorpusReport {
  public static void main(String[] a) throws Exception {
    Classifier c = Classifier.bundled();
    int parity = Integer.parseInt(a[1]);
    int i = 0, ok = 0, n = 0;
    for (String line : Files.readAllLines(Path.of(a[0]))) {
      String[] f = line.split("\t", -1);
      if (parity < 0 || i % 2 == parity) {
        var r =
            c.classify(
                new Message(f[4], f[2].isEmpty() ? null : f[2], f[3].isEmpty() ? null : f[3]));
        String got = r.cause().map(Enum::name).orElse("NOT_PULL");
        n++;
        if (got.equals(f[1])) ok++;
        else
          System.out.println(
              f[0]
                  + " want "
                  + f[1]
                  + " got "
                  + got
                  + " by "
                  + r.rule().orElse("-")
                  + ": ["
                  + f[2]
                  + "] "
                  + f[4].substring(0, Math.min(400, f[4].length())));
      }
      i++;
    }
    System.out.println(ok + "/" + n + " " + c.rulesVersion());
  }
}
