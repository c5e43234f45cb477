package io.pulltriage.standalone.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.standalone.terminal.DisplayText;
import io.pulltriage.standalone.terminal.Screen;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableOutputTest {

  private static final List<Incident> INCIDENTS =
      List.of(Samples.replaced(), Samples.crashing(), Samples.tagMissing());
  private static final List<Outbreak> OUTBREAKS = List.of(Samples.nodeWithoutEgress());

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 120, 200})
  void shouldLookAsInTheGoldenFile(int width) throws IOException, URISyntaxException {
    // When
    String text = printed(INCIDENTS, OUTBREAKS, width, false);

    // Then
    assertThat(text).isEqualTo(golden("state-" + width + ".txt"));
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 120, 200, 400})
  void shouldFitTheScreenWithoutControlCharactersWhateverAClusterSays(int width)
      throws IOException {
    // When
    String text = printed(List.of(Samples.hostile()), List.of(), width, false);

    // Then
    assertThat(text.lines()).allMatch(line -> DisplayText.width(line) <= width);
    assertThat(text.codePoints())
        .allMatch(point -> point == '\n' || !Character.isISOControl(point))
        .noneMatch(point -> Character.getType(point) == Character.FORMAT);
    assertThat(text).contains("\\u001b");
  }

  @Test
  void shouldNameTheOutbreakThatAnIncidentIsPartOf() throws IOException {
    // Given
    String id = Samples.nodeWithoutEgress().getId();
    Incident part = Incident.newBuilder(Samples.tagMissing()).setOutbreak(id).build();

    // Then
    assertThat(printed(List.of(part), List.of(), 120, false))
        .containsPattern("(?m)^  outbreak +" + Pattern.quote(id) + "$");
    assertThat(printed(List.of(Samples.tagMissing()), List.of(), 120, false))
        .doesNotContain("  outbreak ");
  }

  @Test
  void shouldColorNothingButItsOwnWords() throws IOException {
    // When
    String colored =
        printed(List.of(Samples.hostile(), Samples.tagMissing()), List.of(), 120, true);
    String plain = printed(List.of(Samples.hostile(), Samples.tagMissing()), List.of(), 120, false);

    // Then
    assertThat(colored).contains("\u001b[1;31mcritical\u001b[0m");
    assertThat(colored.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
  }

  @Test
  void shouldSayThatNothingIsWrong() throws IOException {
    assertThat(printed(List.of(), List.of(), 80, false))
        .isEqualTo("0 incidents open, 0 resolved\n");
  }

  private static String printed(
      List<Incident> incidents, List<Outbreak> outbreaks, int width, boolean colored)
      throws IOException {
    StringWriter text = new StringWriter();
    new TableOutput(text, new Screen(false, false, width, colored)).state(incidents, outbreaks);
    return text.toString();
  }

  private static String golden(String name) throws IOException, URISyntaxException {
    var url = TableOutputTest.class.getResource(name);
    return Files.readString(Path.of(Objects.requireNonNull(url, name).toURI()));
  }
}
