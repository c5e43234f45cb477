package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.BuildNumber;
import picocli.CommandLine.IVersionProvider;

/** Which build this is, and on which Java it runs. */
final class BuildVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {
      "pulltriage " + BuildNumber.version() + " (Java " + Runtime.version() + ")"
    };
  }
}
