package io.pulltriage.streams.config.alerts;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Checks of addresses; none repeats the address, for it may hold a secret. */
final class Addresses {

  private Addresses() {}

  /** Refuses what is no web address. */
  static void requireWeb(String key, String address) {
    try {
      URI uri = new URI(address.strip());
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
        throw new IllegalArgumentException(key + " must begin with http:// or https:// and a host");
      }
      if (uri.getUserInfo() != null) {
        throw new IllegalArgumentException(
            key + " must not hold a password: name a file or variable that does");
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(key + " is no web address", e);
    }
  }
}
