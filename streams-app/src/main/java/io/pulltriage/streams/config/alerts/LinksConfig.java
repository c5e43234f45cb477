package io.pulltriage.streams.config.alerts;

import io.pulltriage.settings.Setting;

/**
 * Where alerts point to.
 *
 * @param page address of PullTriage's page
 * @param runbooks address of the runbooks
 */
public record LinksConfig(
    @Setting(
            "Address of PullTriage's own page as people reach it: `https://pulltriage.example`."
                + " Empty for no links to it.")
        String page,
    @Setting(
            "Address of the folder with the runbooks, to which `/TAG_NOT_FOUND.md` is added; where"
                + " it has `{cause}`, the cause is put there instead. Empty for no links to them.")
        String runbooks) {

  /** Refuses what cannot be. */
  public LinksConfig {
    if (!page.isBlank()) {
      Addresses.requireWeb("page", page);
    }
    if (!runbooks.isBlank()) {
      Addresses.requireWeb("runbooks", runbooks.replace("{cause}", "CAUSE"));
    }
  }

  /** No links. */
  public static LinksConfig none() {
    return new LinksConfig("", "");
  }
}
