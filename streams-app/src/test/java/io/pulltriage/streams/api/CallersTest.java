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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallersTest {

  private static final String TOKEN = "0123456789abcdef";

  @Test
  void shouldKnowATokenFromAFileAndWhatItMaySee(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    Callers callers =
        Callers.read(
            config(new TokenConfig(file.toString(), "", List.of("a"), List.of("n*"), false)),
            Map.of());

    Caller caller = callers.of(Optional.of("Bearer " + TOKEN));

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
    assertThatThrownBy(() -> Callers.read(config(token("V")), Map.of("V", "short")))
        .hasMessageContaining("api.tokens.team")
        .hasMessageNotContaining("short\"");
    assertThatThrownBy(() -> Callers.read(config(TokenConfig.defaults()), Map.of()))
        .hasMessageContaining("file or a variable");
    Callers callers = Callers.read(config(token("V")), Map.of("V", TOKEN));
    assertThatThrownBy(() -> callers.of(Optional.of("Bearer " + TOKEN + "x")))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(401));
    assertThatThrownBy(() -> Callers.require(Access.READ, callers.of(Optional.empty())))
        .isInstanceOf(ProblemException.class);
  }

  private static TokenConfig token(String variable) {
    return new TokenConfig("", variable, List.of("*"), List.of("*"), false);
  }

  private static ApiConfig config(TokenConfig token) {
    ApiConfig defaults = ApiConfig.defaults();
    return new ApiConfig(
        defaults.host(),
        0,
        false,
        defaults.tls(),
        List.of(),
        Map.of("team", token),
        defaults.limits());
  }
}
