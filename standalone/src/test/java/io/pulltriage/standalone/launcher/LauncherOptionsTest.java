package io.pulltriage.standalone.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher tells Java beside the program. */
@DisabledOnOs(OS.WINDOWS)
class LauncherOptionsTest {

  @TempDir private Path folder;
  private LauncherTree tree;

  @BeforeEach
  void setUp() throws IOException {
    tree = LauncherTree.in(folder.toRealPath());
  }

  @Test
  void shouldUseAnArchiveOfClassesWhereThereIsOne() throws Exception {
    // Given
    Path lib = Files.createDirectories(tree.top.resolve("lib"));
    Files.createFile(lib.resolve("pulltriage.jar"));
    List<String> before = run(launcher()).out();

    // When
    Path archive = Files.createFile(lib.resolve("pulltriage.jsa"));

    // Then
    assertThat(before).noneMatch(option -> option.contains("SharedArchiveFile"));
    assertThat(run(launcher()).out()).contains("-XX:SharedArchiveFile=" + archive);
  }

  @Test
  void shouldTraceWhereAnAgentIsNamed() throws Exception {
    // Given
    Path agent = Files.createFile(folder.resolve("an agent.jar"));
    ProcessBuilder launcher = launcher();
    launcher.environment().put("PULLTRIAGE_OTEL_AGENT", agent.toString());

    // When
    LauncherRun traced = run(launcher);

    // Then
    assertThat(traced.out()).contains("-javaagent:" + agent);
    assertThat(run(launcher()).out()).noneMatch(option -> option.startsWith("-javaagent"));
  }

  @Test
  void shouldSayThatTheAgentIsNotThere() throws Exception {
    ProcessBuilder launcher = launcher();
    launcher.environment().put("PULLTRIAGE_OTEL_AGENT", "/nowhere/agent.jar");

    LauncherRun run = run(launcher);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("PULLTRIAGE_OTEL_AGENT: cannot read /nowhere/agent.jar");
  }

  @Test
  void shouldPassOptionsOfTheUsersOwnAfterItsOwn() throws Exception {
    ProcessBuilder launcher = launcher();
    launcher.environment().put("PULLTRIAGE_JAVA_OPTS", "-XX:MaxRAMPercentage=50 -Dx=y");

    List<String> out = run(launcher).out();

    assertThat(out).containsSubsequence("-Xshare:auto", "-XX:MaxRAMPercentage=50", "-Dx=y", "-cp");
  }

  private ProcessBuilder launcher() throws IOException {
    return tree.launcher(tree.top.resolve("pulltriage"), "analyze");
  }

  private LauncherRun run(ProcessBuilder launcher) throws IOException, InterruptedException {
    return LauncherRun.of(launcher, folder);
  }
}
