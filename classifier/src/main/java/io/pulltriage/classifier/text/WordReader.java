package io.pulltriage.classifier.text;

/** Tells what single words of a text are by their form, and says their symbols. */
final class WordReader {

  private static final int SHORTEST_HASH = 24;

  private final String text;
  private final Vocabulary vocabulary;
  private final SymbolSink sink;

  WordReader(String text, Vocabulary vocabulary, SymbolSink sink) {
    this.text = text;
    this.vocabulary = vocabulary;
    this.sink = sink;
  }

  /** A word in prose. */
  void read(int from, int to) {
    if (!hasLetterOrDigit(from, to)) {
      return;
    }
    if (sink.expectsName()) {
      readName(from, to);
      return;
    }
    int word = vocabulary.symbol(text, from, to);
    sink.accept(word == Symbols.UNKNOWN ? form(from, to) : word);
  }

  /** A word in quotes: a name, unless it is the value of a key or follows a colon. */
  void readQuoted(int from, int to, boolean mayBeWord) {
    int word = mayBeWord ? vocabulary.symbol(text, from, to) : Symbols.UNKNOWN;
    int symbol = word == Symbols.UNKNOWN ? form(from, to) : word;
    sink.accept(symbol == Symbols.UNKNOWN ? Symbols.NAME : symbol);
  }

  /** Something that stands where a name stands. */
  void readName(int from, int to) {
    int symbol = form(from, to);
    sink.accept(symbol == Symbols.UNKNOWN ? Symbols.NAME : symbol);
  }

  void readPath(int from, int to) {
    sink.accept(pathSymbol(from, to));
  }

  private int form(int from, int to) {
    int slash = -1;
    int colon = -1;
    boolean dot = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '/') {
        if (slash < 0 && colon == i - 1 && i + 1 < to && text.charAt(i + 1) == '/') {
          return url(from, i + 2, to);
        }
        slash = slash < 0 ? i : slash;
      } else if (c == ':' && colon < 0) {
        colon = i;
      } else if (c == '.') {
        dot = true;
      } else if (c == '@' && i > from) {
        return image(from, i);
      }
    }
    if (isPathStart(from, to)) {
      return pathSymbol(from, to);
    }
    return slash < 0 && colon < 0 ? plain(from, to, dot) : named(from, to, slash, colon);
  }

  private int plain(int from, int to, boolean dot) {
    if (to - from >= SHORTEST_HASH && isHexadecimal(from, to)) {
      return Symbols.DIGEST;
    }
    return dot && isHost(from, to) ? Symbols.ADDRESS : Symbols.UNKNOWN;
  }

  private int named(int from, int to, int slash, int colon) {
    if (slash >= 0) {
      return image(from, to);
    }
    if (starts(from, colon, "sha256") || starts(from, colon, "sha512")) {
      return Symbols.DIGEST;
    }
    if (indexOf(':', colon + 1, to) < to) {
      return Symbols.UNKNOWN;
    }
    boolean port = isNumber(colon + 1, to);
    if (port && (isHost(from, colon) || starts(from, colon, "localhost"))) {
      return Symbols.ADDRESS;
    }
    return image(from, to);
  }

  private int url(int from, int host, int to) {
    if (starts(from, host, "docker://") || starts(from, host, "oci://")) {
      return image(host, to);
    }
    if (starts(from, host, "unix://") || starts(from, host, "npipe://")) {
      return Symbols.SOCKET;
    }
    int hostEnd = hostEnd(host, to);
    int kind = requestKind(hostEnd, to);
    if (kind != Symbols.URL) {
      sink.request(hostHash(host, hostEnd));
    }
    return kind;
  }

  /** What a registry's API is asked for; proxies and repository managers put a path before it. */
  private int requestKind(int from, int to) {
    if (contains(from, to, "/blobs/")) {
      return Symbols.BLOB_URL;
    }
    boolean registry =
        contains(from, to, "/v2/")
            || (to - from == 3 && starts(from, to, "/v2"))
            || starts(from, to, "/v1/")
            || contains(from, to, "/token");
    return registry ? Symbols.REGISTRY_URL : Symbols.URL;
  }

  private int image(int from, int to) {
    if (starts(from, to, "v2/")) {
      return contains(from, to, "/blobs/") ? Symbols.BLOB_URL : Symbols.REGISTRY_URL;
    }
    return reference(from, to);
  }

  private int reference(int from, int to) {
    int hostEnd = hostEnd(from, to);
    boolean names =
        hostEnd < to
            && (isHost(from, hostEnd)
                || contains(from, hostEnd, ":")
                || starts(from, hostEnd, "localhost"));
    sink.image(names ? hostHash(from, hostEnd) : 0);
    return Symbols.IMAGE;
  }

  private int hostEnd(int from, int to) {
    return indexOf('/', from, to);
  }

  private int indexOf(char sought, int from, int to) {
    int i = from;
    while (i < to && text.charAt(i) != sought) {
      i++;
    }
    return i;
  }

  /** Docker Hub answers by several hosts. */
  private int hostHash(int from, int to) {
    boolean hub = to - from > 10 && text.regionMatches(true, to - 10, ".docker.io", 0, 10);
    return hub ? Symbols.DOCKER_HUB_HOST : Vocabulary.hash(text, from, to);
  }

  private int pathSymbol(int from, int to) {
    boolean runtime =
        contains(from, to, "docker")
            || contains(from, to, "container")
            || contains(from, to, "crio")
            || contains(from, to, "overlay");
    if (runtime && contains(Math.max(from, to - 5), to, ".sock")) {
      return Symbols.SOCKET;
    }
    return runtime ? Symbols.RUNTIME_PATH : Symbols.PATH;
  }

  private boolean isPathStart(int from, int to) {
    char c = text.charAt(from);
    return c == '/' || ((c == '.' || c == '~') && hostEnd(from, to) < Math.min(to, from + 3));
  }

  /** An address in digits, or labels with dots the last of which is of letters. */
  private boolean isHost(int from, int to) {
    int lastDot = to - 1;
    while (lastDot > from && text.charAt(lastDot) != '.') {
      lastDot--;
    }
    if (lastDot <= from || lastDot == to - 1) {
      return false;
    }
    boolean digits = true;
    boolean letters = true;
    for (int i = lastDot + 1; i < to; i++) {
      digits &= Characters.isDigit(text.charAt(i));
      letters &= Character.isLetter(text.charAt(i)) || text.charAt(i) == '-';
    }
    return letters ? to - lastDot > 2 : digits && isInternetAddress(from, lastDot);
  }

  private boolean isInternetAddress(int from, int to) {
    int dots = 1;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      dots += c == '.' ? 1 : 0;
      if (c != '.' && !Characters.isDigit(c)) {
        return false;
      }
    }
    return dots == 3;
  }

  private boolean isHexadecimal(int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean isNumber(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Characters.isDigit(text.charAt(i)) && text.charAt(i) != '-') {
        return false;
      }
    }
    return from < to;
  }

  private boolean hasLetterOrDigit(int from, int to) {
    for (int i = from; i < to; i++) {
      if (Characters.isAlphanumeric(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean starts(int from, int to, String prefix) {
    return to - from >= prefix.length()
        && text.regionMatches(true, from, prefix, 0, prefix.length());
  }

  /** The part must be in lower case. */
  private boolean contains(int from, int to, String part) {
    char first = part.charAt(0);
    for (int i = from; i + part.length() <= to; i++) {
      if (Characters.lower(text.charAt(i)) == first
          && text.regionMatches(true, i, part, 0, part.length())) {
        return true;
      }
    }
    return false;
  }
}
