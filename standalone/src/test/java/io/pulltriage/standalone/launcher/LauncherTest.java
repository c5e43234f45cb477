package io.pulltriage.standalone.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  @TempDir private Path folder;
  private LauncherTree tree;

  @BeforeEach
  void setUp() throws IOException {
    tree = LauncherTree.in(folder.toRealPath());
  }

  @Test
  void shouldBuildWhatIsMissingAndNothingTheSecondTime() throws Exception {
    // When
    LauncherRun first = run("explain", "x");
    LauncherRun second = run("explain", "x");

    // Then
    assertThat(first.status()).isZero();
    assertThat(first.err()).containsOnlyOnce("\n").contains("the first time takes a few minutes");
    assertThat(second.status()).isZero();
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).endsWith("io.pulltriage.standalone.Main", "explain", "x");
    assertThat(tree.builds()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pom.xml",
        "standalone/pom.xml",
        "standalone/src/main/A",
        "standalone/src/main/new/B",
        "standalone/src/main",
        "captures/a/b"
      })
  void shouldBuildAgainWhenASourceIsNewer(String changed) throws Exception {
    // Given
    run("--version");
    tree.change(changed);

    // When
    LauncherRun run = run("--version");

    // Then
    assertThat(run.err()).contains("building what has changed");
    assertThat(tree.builds()).isEqualTo(2);
  }

  @Test
  void shouldNotBuildForTestsAndDocumentation() throws Exception {
    // Given
    run("--version");
    tree.change("standalone/src/test/T");
    tree.change("README.md");

    // When
    run("--version");

    // Then
    assertThat(tree.builds()).isEqualTo(1);
  }

  @Test
  void shouldSayWhyTheBuildFailedAndTryAgainNextTime() throws Exception {
    // Given
    tree.maven("echo '[INFO] noise'; echo '[ERROR] it does not compile'; exit 1");

    // When
    LauncherRun first = run("--version");
    LauncherRun second = run("--version");

    // Then
    assertThat(first.status()).isEqualTo(1);
    assertThat(first.out()).isEmpty();
    assertThat(first.err())
        .contains("[ERROR] it does not compile", "the build failed", "standalone/target/build.log")
        .doesNotContain("noise");
    assertThat(second.status()).isEqualTo(1);
    assertThat(tree.builds()).isEqualTo(2);
  }

  @Test
  void shouldBuildOnceForTwoWhoStartTogether() throws Exception {
    // Given
    Path go = folder.resolve("go");
    tree.maven(
        "until [ -e '"
            + go
            + "' ]; do sleep 0.05; done; mkdir -p standalone/target/lib;"
            + " touch standalone/target/lib/pulltriage.jar");
    Path waiting = folder.resolve("waiting");

    // When
    Process first = launcher("--version").redirectErrorStream(true).start();
    await().atMost(LauncherRun.SECONDS, TimeUnit.SECONDS).until(() -> tree.builds() == 1);
    Process second = launcher("--version").redirectError(waiting.toFile()).start();
    await()
        .atMost(LauncherRun.SECONDS, TimeUnit.SECONDS)
        .until(() -> Files.readString(waiting).contains("waiting for the build"));
    Files.createFile(go);

    // Then
    assertThat(first.waitFor(LauncherRun.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(second.waitFor(LauncherRun.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(List.of(first.exitValue(), second.exitValue())).containsExactly(0, 0);
    assertThat(tree.builds()).isEqualTo(1);
  }

  @Test
  void shouldTakeOverFromABuildThatDied() throws Exception {
    // Given
    Process gone = new ProcessBuilder(tree.tools.resolve("bash").toString(), "-c", ":").start();
    gone.waitFor();
    Path target = Files.createDirectories(tree.top.resolve("standalone/target"));
    Files.createSymbolicLink(target.resolve("build.lock"), Path.of(String.valueOf(gone.pid())));

    // When
    LauncherRun run = run("--version");

    // Then
    assertThat(run.status()).isZero();
    assertThat(tree.builds()).isEqualTo(1);
    assertThat(target.resolve("build.lock")).doesNotExist();
  }

  @Test
  void shouldStartThroughSymbolicLinks() throws Exception {
    // Given
    Path near = Files.createSymbolicLink(tree.top.resolve("near"), Path.of("pulltriage"));
    Path far = Files.createSymbolicLink(folder.resolve("far"), near);

    // When
    LauncherRun run = run(tree.launcher(far, "--version"));

    // Then
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains(tree.top + "/standalone/target/lib/pulltriage.jar");
  }

  @Test
  void shouldPassArgumentsAsTheyAre() throws Exception {
    // When
    LauncherRun run = run("explain", "two  words", "", "*", "$HOME", "-");

    // Then
    assertThat(run.out()).endsWith("explain", "two  words", "", "*", "$HOME", "-");
  }

  @Test
  void shouldPreferAJavaThatIsNewEnough() throws Exception {
    // Given
    Path old = folder.resolve("java 11");
    tree.java(old, "11.0.2");
    ProcessBuilder launcher = launcher("--version");
    launcher.environment().put("JAVA_HOME", old.toString());
    Files.createSymbolicLink(tree.tools.resolve("java"), tree.java.resolve("bin/java"));

    // When
    LauncherRun run = run(launcher);

    // Then
    assertThat(run.status()).isZero();
  }

  @Test
  void shouldNameTheJavaThatIsTooOld() throws Exception {
    // Given
    ProcessBuilder launcher = launcher("--version");
    launcher.environment().remove("JAVA_HOME");
    tree.script(tree.tools.resolve("java"), "echo 'java version \"1.8.0_202\"' >&2");

    // When
    LauncherRun run = run(launcher);

    // Then
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("needs Java 17 or newer; found Java 8 (" + tree.tools + "/java)");
    assertThat(tree.builds()).isZero();
  }

  @Test
  void shouldSayThatThereIsNoJava() throws Exception {
    // Given
    ProcessBuilder launcher = launcher("--version");
    launcher.environment().remove("JAVA_HOME");

    // When
    LauncherRun run = run(launcher);

    // Then
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("needs Java 17 or newer; found none");
  }

  @Test
  void shouldSayWhatABuildNeeds() throws Exception {
    // Given
    Files.delete(tree.tools.resolve("mvn"));

    // When
    LauncherRun run = run("--version");

    // Then
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("needs Maven 3.8 or newer");
  }

  @Test
  void shouldStartADistributionWithoutSourcesAndMaven() throws Exception {
    // Given
    Path distribution = Files.createDirectories(folder.resolve("distribution/lib")).getParent();
    Files.createFile(distribution.resolve("lib/pulltriage.jar"));
    Path launcher = Files.move(tree.top.resolve("pulltriage"), distribution.resolve("pulltriage"));

    // When
    LauncherRun run = run(tree.launcher(launcher, "--version"));

    // Then
    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains(distribution.toRealPath() + "/lib/pulltriage.jar");
    assertThat(tree.builds()).isZero();
  }

  private ProcessBuilder launcher(String... arguments) throws IOException {
    return tree.launcher(tree.top.resolve("pulltriage"), arguments);
  }

  private LauncherRun run(String... arguments) throws IOException, InterruptedException {
    return run(launcher(arguments));
  }

  private LauncherRun run(ProcessBuilder launcher) throws IOException, InterruptedException {
    return LauncherRun.of(launcher, folder);
  }
}
