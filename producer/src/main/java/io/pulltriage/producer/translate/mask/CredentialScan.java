package io.pulltriage.producer.translate.mask;

import org.jspecify.annotations.Nullable;

/**
 * Finds credentials in a text from left to right. Where a name stands before an equals sign, its
 * value is secret whatever it looks like; in sentences ("token: expired") it must look like a
 * secret. Not thread-safe. Reads each character a bounded number of times.
 */
final class CredentialScan {

  private static final int MAX_NAME = 64;
  private static final int MAX_BETWEEN = 8;
  private static final int MAX_ELEMENT = 512;

  private final String text;
  private int at;

  /** What stands before it is done with. */
  private int floor;

  CredentialScan(String text) {
    this.text = text;
  }

  /** The next credential; null when there is none left. */
  @Nullable SecretValue next() {
    while (at < text.length()) {
      SecretValue found;
      if (Letters.isWord(text.charAt(at))) {
        int end = Letters.endOfWord(text, at);
        found = word(Escapes.wordStart(text, at, end), end);
        at = end;
      } else {
        found = sign(text.charAt(at));
        at++;
      }
      if (found != null && found.start() >= floor && !found.isEmpty(text)) {
        floor = found.end();
        at = floor;
        return found;
      }
    }
    return null;
  }

  private @Nullable SecretValue word(int start, int end) {
    if (start > 0 && text.charAt(start - 1) == '-' && !FlagSecrets.isFlag(text, start - 1)) {
      return null; // Within a name such as an image's.
    }
    SecretValue token = start < end ? TokenShape.at(text, start) : null;
    return token != null ? token : SpokenSecrets.after(text, start, end);
  }

  private @Nullable SecretValue sign(char c) {
    return switch (c) {
      case '=' -> Letters.is(text, at - 1, '=') ? null : named(at, at + 1, true);
      case ':' -> colon(at + 1);
      case '%' -> encoded(Escapes.percent(text, at), Escapes.afterPercent(text, at));
      case '\\' -> encoded(Escapes.unicode(text, at), Escapes.afterUnicode(at));
      case '@' -> UrlSecrets.beforeHost(text, at, floor);
      case '>' -> Letters.is(text, at - 1, '=') ? null : element();
      case '-' ->
          PrivateKeys.isBorder(text, at)
              ? PrivateKeys.at(text, at, floor)
              : FlagSecrets.at(text, at);
      default -> null;
    };
  }

  private @Nullable SecretValue colon(int after) {
    if (text.startsWith("//", after)) {
      return UrlSecrets.afterScheme(text, after + 2);
    }
    return Letters.is(text, after, '=') ? null : named(at, after, false);
  }

  /** A sign that stands there in an encoded form. */
  private @Nullable SecretValue encoded(int sign, int after) {
    if (sign == '=') {
      return named(at, after, true);
    }
    if (sign != ':') {
      return null;
    }
    int host = afterEncodedSlash(afterEncodedSlash(after));
    return host > 0 ? UrlSecrets.encoded(text, host) : named(at, after, false);
  }

  private int afterEncodedSlash(int index) {
    return index >= 0 && Letters.is(text, index, '%') && Escapes.percent(text, index) == '/'
        ? Escapes.afterPercent(text, index)
        : -1;
  }

  /** What stands behind a name and the sign at the scan's index. */
  private @Nullable SecretValue named(int sign, int after, boolean equals) {
    int nameEnd = endOfName(sign);
    int nameStart = startOfName(nameEnd);
    if (nameStart >= nameEnd) {
      return null;
    }
    SecretName name = SecretName.of(text, nameStart, nameEnd);
    if (name == SecretName.PUBLIC) {
      boolean pair = Letters.isWord(text, nameStart, nameEnd, "value");
      return pair ? valueOfPair(nameStart, startOfValue(after)) : null;
    }
    int start = startOfValue(after);
    return switch (name) {
      case AUTHORIZATION -> SpokenSecrets.authorization(text, start);
      case COOKIE -> SpokenSecrets.cookies(text, start);
      default -> value(name, new Place(sign, nameStart, nameEnd, after, start, equals));
    };
  }

  /**
   * Where a name, its sign and its value stand.
   *
   * @param sign index of the sign
   * @param nameStart index of the name
   * @param nameEnd index after the name
   * @param after index after the sign
   * @param start index of the value, or of its quote
   * @param equals whether the sign is an equals sign
   */
  private record Place(
      int sign, int nameStart, int nameEnd, int after, int start, boolean equals) {}

  private @Nullable SecretValue value(SecretName name, Place place) {
    SecretValue look = SecretValue.beginningAt(text, place.start);
    boolean quoted = SecretValue.quoteAt(text, place.start) >= 0;
    boolean secret;
    if (name == SecretName.WEAK) {
      secret = looksLikeKey(look, place);
    } else if (isCertain(place, quoted)) {
      secret = true;
    } else if (isOneWord(place) && !quoted) {
      secret = looksLikeNoTag(name, look, place);
    } else {
      secret = looksSecret(name, look, place, quoted);
    }
    return secret ? SecretValue.at(text, place.start) : null;
  }

  /** An assignment, or a field of JSON. */
  private boolean isCertain(Place place, boolean quoted) {
    boolean nameQuoted = place.nameEnd < place.sign && text.charAt(place.nameEnd) != ' ';
    boolean apart = place.start > place.after && Letters.is(text, place.after, ' ');
    return place.equals ? !apart || place.nameEnd < place.sign : nameQuoted && quoted;
  }

  /** "auth:1.2" may be an image: a name in small letters, a colon and no space. */
  private boolean isOneWord(Place place) {
    return !place.equals
        && place.start == place.after
        && place.nameEnd == place.sign
        && text.charAt(place.sign) == ':'
        && Letters.hasNoCapital(text, place.nameStart, place.nameEnd);
  }

  private boolean looksLikeNoTag(SecretName name, SecretValue look, Place place) {
    if (Letters.is(text, place.nameStart - 1, '/') || Letters.is(text, place.nameStart - 1, '.')) {
      return false;
    }
    boolean header = text.startsWith("x-", place.nameStart);
    boolean identifier = SecretName.isIdentifier(text, place.nameStart, place.nameEnd);
    boolean password = header || (name == SecretName.PASSWORD && !identifier);
    return password
        ? look.looksLikePassword(text)
        : look.looksLikeToken(text) && look.looksMixed(text);
  }

  private boolean looksSecret(SecretName name, SecretValue look, Place place, boolean quoted) {
    boolean identifier = SecretName.isIdentifier(text, place.nameStart, place.nameEnd);
    if (name == SecretName.PASSWORD) {
      return quoted
          ? !look.isSentence(text)
          : look.looksLikePassword(text) || (identifier && look.isWholeLine(text));
    }
    // Programs print fields without a space: {Token:…}.
    boolean field = identifier || place.start == place.after;
    return field
        ? look.looksLikePassword(text)
        : look.looksLikeToken(text) || (quoted && look.looksMixed(text));
  }

  /**
   * {@code ?key=…} of a URL is a key more often than {@code key=…} elsewhere; behind a colon only
   * "API key: …" and the like are.
   */
  private boolean looksLikeKey(SecretValue look, Place place) {
    if (!place.equals) {
      return look.looksLikeToken(text)
          && look.looksMixed(text)
          && SpokenSecrets.isKindOfKey(text, place.nameStart);
    }
    boolean inUrl =
        Letters.is(text, place.nameStart - 1, '?') || Letters.is(text, place.nameStart - 1, '&');
    return look.looksLikeToken(text) || (inUrl && look.looksLikePassword(text));
  }

  /** {@code {"name":"DB_PASSWORD","value":"…"}}, {@code <add key="ApiKey" value="…"/>}. */
  private @Nullable SecretValue valueOfPair(int valueName, int start) {
    int nameEnd = valueName;
    while (nameEnd > floor
        && valueName - nameEnd < 2 * MAX_BETWEEN
        && " \n\t\"'\\,;{}-".indexOf(text.charAt(nameEnd - 1)) >= 0) {
      nameEnd--;
    }
    int nameStart = startOfName(nameEnd);
    SecretName name =
        nameStart < nameEnd ? SecretName.of(text, nameStart, nameEnd) : SecretName.PUBLIC;
    if (name != SecretName.PASSWORD && name != SecretName.SECRET) {
      return null;
    }
    int label = nameStart;
    while (label > floor
        && nameStart - label < MAX_BETWEEN
        && " \"'\\:=".indexOf(text.charAt(label - 1)) >= 0) {
      label--;
    }
    int labelStart = startOfName(label);
    return Letters.isWord(text, labelStart, label, "name")
            || Letters.isWord(text, labelStart, label, "key")
        ? SecretValue.at(text, start)
        : null;
  }

  /** {@code <password>…</password>}. */
  private @Nullable SecretValue element() {
    int nameStart = startOfName(at);
    int before = nameStart - 1;
    if (Letters.is(text, before, ':')) {
      before = startOfName(before) - 1;
    }
    if (nameStart >= at || !Letters.is(text, before, '<')) {
      return null;
    }
    int end = at + 1;
    while (end < text.length() && end < at + MAX_ELEMENT && text.charAt(end) != '<') {
      end++;
    }
    SecretValue value = new SecretValue(at + 1, end);
    return switch (SecretName.of(text, nameStart, at)) {
      case PASSWORD, SECRET -> value;
      case WEAK -> value.looksLikeToken(text) ? value : null;
      default -> null;
    };
  }

  /** Back over what may stand between a name and the sign behind it: spaces, quotes, a colon. */
  private int endOfName(int sign) {
    int end = sign;
    int least = Math.max(floor, sign - MAX_BETWEEN);
    while (end > least && ": \"'\\".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end - 3 >= least && text.startsWith("%22", end - 3) ? end - 3 : end;
  }

  private int startOfName(int end) {
    int start = end;
    int least = Math.max(floor, end - MAX_NAME);
    while (start > least && Letters.isName(text.charAt(start - 1))) {
      start--;
    }
    return Escapes.wordStart(text, start, end);
  }

  /** Forward over the rest of {@code ==} and {@code =>}, spaces, a bracket or an encoded quote. */
  private int startOfValue(int after) {
    int start = after;
    while (start < after + 2 && (Letters.is(text, start, '=') || Letters.is(text, start, '>'))) {
      start++;
    }
    int most = start + MAX_BETWEEN;
    while (start < most && (Letters.is(text, start, ' ') || Letters.is(text, start, '\t'))) {
      start++;
    }
    if (start < text.length() && "[(<`".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return text.startsWith("%22", start) ? start + 3 : start;
  }
}
