package io.pulltriage.classifier.yaml;

import io.pulltriage.classifier.RuleException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Where YAML comes from: users' files and our own resources. */
public final class YamlFiles {

  private YamlFiles() {}

  /**
   * A source's name and content.
   *
   * @param name what complaints call it
   * @param content its text
   */
  public record Source(String name, String content) {

    /**
     * The mapping that the source holds.
     *
     * @throws RuleException if it is not YAML or not a mapping
     */
    public YamlEntry parse() {
      return YamlFiles.parse(this);
    }
  }

  /**
   * A user's file.
   *
   * @throws RuleException if it cannot be read
   */
  public static Source read(Path file) {
    try {
      return new Source(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new RuleException(file + ": there is no such file");
    } catch (CharacterCodingException e) {
      throw new RuleException(file + ": is not UTF-8 text");
    } catch (IOException e) {
      throw new RuleException(file + ": cannot be read: " + e.getMessage());
    }
  }

  /** A resource that lies beside a class; it must be there. */
  public static Source resource(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing");
      }
      return new Source(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static YamlEntry parse(Source source) {
    LoadSettings settings = LoadSettings.builder().setLabel(source.name()).build();
    try {
      return new Compose(settings)
          .composeString(source.content())
          .map(node -> YamlEntry.of(source.name(), node))
          .orElseThrow(() -> new RuleException(source.name() + ": the file is empty"));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      throw new RuleException(
          source.name() + ": line " + line + ": is not valid YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new RuleException(source.name() + ": is not valid YAML: " + e.getMessage());
    }
  }
}
