package io.pulltriage.settings;

import java.util.List;

/** Settings that cannot be used; nothing has been started with them. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Takes what is wrong, each with the place and the key. */
  public ConfigException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
