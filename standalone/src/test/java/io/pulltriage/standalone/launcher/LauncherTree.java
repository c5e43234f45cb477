package io.pulltriage.standalone.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A source tree with the real launcher in it, and a Java and a Maven that only tell how they were
 * called: the Java prints its arguments one a line, the Maven counts its calls and makes a jar.
 */
final class LauncherTree {

  private static final List<String> TOOLS =
      List.of(
          "bash",
          "cat",
          "env",
          "find",
          "grep",
          "head",
          "ln",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sleep",
          "stty",
          "touch");

  final Path top;
  final Path java;
  final Path tools;
  private final Path calls;

  private LauncherTree(Path folder) throws IOException {
    top = Files.createDirectories(folder.resolve("source tree"));
    java = folder.resolve("java 17");
    tools = Files.createDirectories(folder.resolve("tools"));
    calls = folder.resolve("maven calls");
  }

  /** A tree that has never been built. */
  static LauncherTree in(Path folder) throws IOException {
    LauncherTree tree = new LauncherTree(folder);
    for (String tool : TOOLS) {
      Files.createSymbolicLink(tree.tools.resolve(tool), installed(tool));
    }
    Files.copy(
        Path.of("..", "pulltriage"),
        tree.top.resolve("pulltriage"),
        StandardCopyOption.COPY_ATTRIBUTES);
    for (String file :
        List.of("pom.xml", "standalone/pom.xml", "standalone/src/main/A", "captures/a/b")) {
      tree.write(tree.top.resolve(file), "");
    }
    tree.java(tree.java, "17.0.9");
    tree.maven("mkdir -p standalone/target/lib && touch standalone/target/lib/pulltriage.jar");
    return tree;
  }

  /** Makes a folder a Java of a version. */
  void java(Path home, String version) throws IOException {
    write(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(home.resolve("bin/java"), "printf '%s\\n' \"$@\"");
    script(home.resolve("bin/javac"), "exit 1");
  }

  /** Makes Maven run a script in the top folder. */
  void maven(String script) throws IOException {
    script(tools.resolve("mvn"), "echo call >>'" + calls + "'\n" + script);
  }

  /** How often Maven was called. */
  int builds() throws IOException {
    return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
  }

  /** Makes a file or folder look as if it had just been changed. */
  void change(String file) throws IOException {
    Path path = top.resolve(file);
    if (!Files.exists(path)) {
      write(path, "");
    }
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(60)));
  }

  /** The launcher with arguments, in a folder of its own; not yet started. */
  ProcessBuilder launcher(Path launcher, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(Files.createDirectories(top.resolveSibling("elsewhere")).toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("JAVA_HOME", java.toString());
    builder.environment().put("LANG", "C.UTF-8");
    return builder;
  }

  void script(Path file, String body) throws IOException {
    write(file, "#!" + installed("bash") + "\n" + body + "\n");
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make executable: " + file);
    }
  }

  private void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Path installed(String tool) throws IOException {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IOException("this system has no " + tool));
  }
}
