package io.pulltriage.standalone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which build this is, and on which Java it runs. */
final class BuildVersion implements IVersionProvider {

  @Override
  public String[] getVersion() throws IOException {
    Properties build = new Properties();
    try (InputStream file = BuildVersion.class.getResourceAsStream("build.properties")) {
      build.load(Objects.requireNonNull(file, "every build has its build.properties"));
    }
    return new String[] {
      "pulltriage " + build.getProperty("version") + " (Java " + Runtime.version() + ")"
    };
  }
}
