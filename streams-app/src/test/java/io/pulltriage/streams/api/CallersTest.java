package io.pulltriage.streams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.streams.config.ApiConfig;
import io.pulltriage.streams.config.TokenConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {

  private static final String TOKEN = "0123456789abcdef";
  private static final String CLIENT = "10.0.0.1";
  private static final int WRONG_PER_MINUTE = ApiConfig.defaults().limits().wrongTokensPerMinute();

  private final AtomicLong now = new AtomicLong();

  @Test
  void shouldKnowATokenFromAFileAndWhatItMaySee(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    Callers callers = callers(file(file));

    Caller caller = callers.of(bearer(TOKEN), CLIENT);

    assertThat(caller.name()).isEqualTo("team");
    assertThat(caller.visibility().sees("a", "n1")).isTrue();
    assertThat(caller.visibility().sees("a", "m")).isFalse();
    assertThat(caller.visibility().sees("b", "n1")).isFalse();
    assertThat(caller.toString()).doesNotContain(TOKEN);
    assertThatThrownBy(() -> Callers.require(Access.ADMIN, caller))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> Callers.require(Access.READ_ALL, caller))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void shouldRefuseWhatIsNoToken() {
    assertThatThrownBy(() -> callers(variable(), Map.of("V", "short")))
        .hasMessageContaining("api.tokens.team")
        .hasMessageNotContaining("short\"");
    assertThatThrownBy(() -> callers(TokenConfig.defaults()))
        .hasMessageContaining("file or a variable");
    Callers callers = callers(variable(), Map.of("V", TOKEN));
    assertThat(status(callers, TOKEN + "x")).isEqualTo(401);
    assertThatThrownBy(() -> Callers.require(Access.READ, callers.of(Optional.empty(), CLIENT)))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void shouldReadAFileAgainThatChanged(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), TOKEN);
    Callers callers = callers(file(file));
    assertThat(status(callers, TOKEN)).isEqualTo(200);
    String other = "fedcba9876543210";

    Files.writeString(file, other);
    pass(2);

    assertThat(status(callers, TOKEN)).isEqualTo(401);
    assertThat(status(callers, other)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldRefuseATokenWhoseFileIsGoneOrCutUntilItIsBack(boolean gone, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("token"), TOKEN);
    Callers callers = callers(file(file));

    if (gone) {
      Files.delete(file);
    } else {
      Files.writeString(file, "");
    }
    pass(2);
    assertThat(status(callers, TOKEN)).isEqualTo(401);
    assertThat(status(callers, "")).isEqualTo(401);

    Files.writeString(file, TOKEN);
    pass(2);
    assertThat(status(callers, TOKEN)).isEqualTo(200);
  }

  @Test
  void shouldLimitWrongTokensAndNotTellThenThatOneIsRight() {
    Callers callers = callers(variable(), Map.of("V", TOKEN));
    for (int i = 0; i < WRONG_PER_MINUTE; i++) {
      assertThat(status(callers, "wrong-token-" + i)).isEqualTo(401);
    }

    assertThat(status(callers, "wrong-token-again")).isEqualTo(429);
    assertThat(status(callers, TOKEN)).isEqualTo(429);

    pass(60);
    assertThat(status(callers, TOKEN)).isEqualTo(200);
  }

  @Test
  void shouldNotLetWrongTokensKeepOutWhoWasThereBeforeOrIsElsewhere() {
    Callers callers = callers(variable(), Map.of("V", TOKEN));
    assertThat(status(callers, TOKEN)).isEqualTo(200);

    for (int i = 0; i <= WRONG_PER_MINUTE; i++) {
      status(callers, "wrong-token-" + i);
    }

    assertThat(status(callers, "wrong-token-again")).isEqualTo(429);
    assertThat(status(callers, TOKEN)).isEqualTo(200);
    assertThat(callers.of(bearer(TOKEN), "10.0.0.2").name()).isEqualTo("team");
  }

  private void pass(int seconds) {
    now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private static int status(Callers callers, String token) {
    try {
      callers.of(bearer(token), CLIENT);
      return 200;
    } catch (ProblemException e) {
      return e.problem().status();
    }
  }

  private static Optional<String> bearer(String token) {
    return Optional.of("Bearer " + token);
  }

  private Callers callers(TokenConfig token) {
    return callers(token, Map.of());
  }

  private Callers callers(TokenConfig token, Map<String, String> environment) {
    ApiConfig defaults = ApiConfig.defaults();
    ApiConfig config =
        new ApiConfig(
            defaults.host(),
            0,
            false,
            defaults.tls(),
            List.of(),
            Map.of("team", token),
            defaults.connections(),
            defaults.limits());
    return Callers.read(config, environment, now::get);
  }

  private static TokenConfig file(Path file) {
    return new TokenConfig(file.toString(), "", List.of("a"), List.of("n*"), false);
  }

  private static TokenConfig variable() {
    return new TokenConfig("", "V", List.of("*"), List.of("*"), false);
  }
}
