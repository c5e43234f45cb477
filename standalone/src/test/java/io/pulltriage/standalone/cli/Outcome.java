package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.live.LiveRunner;
import io.pulltriage.standalone.reclassify.Reclassifier;
import io.pulltriage.standalone.replay.ReplayRunner;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.standalone.terminal.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a command did: its exit status and what it said on either stream. */
public record Outcome(int status, String out, String err) {

  private static final Screen SCREEN = new Screen(false, false, 100, false);

  static final ReplayRunner NO_REPLAY =
      (options, observer, progress) -> {
        throw new AssertionError("nothing is to be replayed");
      };

  static final LiveRunner NO_RUN =
      (options, observer, problems, progress) -> {
        throw new AssertionError("nothing is to be watched");
      };

  static final Reclassifier NO_RECLASSIFIER =
      (options, progress) -> {
        throw new AssertionError("nothing is to be read again");
      };

  /** Runs a command that reads nothing. */
  public static Outcome of(String... arguments) {
    return of(NO_REPLAY, arguments);
  }

  /** Runs a command that replays. */
  static Outcome of(ReplayRunner runner, String... arguments) {
    return of(SCREEN, "".getBytes(StandardCharsets.UTF_8), runner, arguments);
  }

  /** Runs a command that reads these bytes. */
  static Outcome reading(byte[] input, String... arguments) {
    return of(SCREEN, input, NO_REPLAY, arguments);
  }

  /** Runs a command that reads the past again. */
  static Outcome rereading(Reclassifier reclassifier, String... arguments) {
    return of(SCREEN, new byte[0], NO_REPLAY, reclassifier, arguments);
  }

  static Outcome of(Screen screen, byte[] input, ReplayRunner runner, String... arguments) {
    return of(screen, input, runner, NO_RECLASSIFIER, arguments);
  }

  private static Outcome of(
      Screen screen,
      byte[] input,
      ReplayRunner runner,
      Reclassifier reclassifier,
      String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = Console.of(new ByteArrayInputStream(input), out, err, screen);
    int status = CommandLines.run(arguments, console, runner, NO_RUN, reclassifier);
    return new Outcome(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  List<String> errLines() {
    return err.lines().toList();
  }
}
