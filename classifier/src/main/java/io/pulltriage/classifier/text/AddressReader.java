package io.pulltriage.classifier.text;

/** Tells what names with an address or a path in them are: images, URLs, hosts, files. */
final class AddressReader {

  private static final FixedText DOCKER_SCHEME = new FixedText("docker://");
  private static final FixedText OCI_SCHEME = new FixedText("oci://");
  private static final FixedText UNIX_SCHEME = new FixedText("unix://");
  private static final FixedText PIPE_SCHEME = new FixedText("npipe://");
  private static final FixedText HUB_DOMAIN = new FixedText(".docker.io");
  private static final FixedText LOCALHOST = new FixedText("localhost");
  private static final FixedText BARE_API = new FixedText("v2/");
  private static final FixedText API = new FixedText("/v2/");
  private static final FixedText API_ROOT = new FixedText("/v2");
  private static final FixedText FIRST_API = new FixedText("/v1/");
  private static final FixedText BLOBS = new FixedText("/blobs/");
  private static final FixedText TOKEN = new FixedText("/token");
  private static final FixedText SOCKET = new FixedText(".sock");
  private static final FixedText DOCKER = new FixedText("docker");
  private static final FixedText CONTAINER = new FixedText("container");
  private static final FixedText CRIO = new FixedText("crio");
  private static final FixedText OVERLAY = new FixedText("overlay");

  private final byte[] text;
  private final SymbolSink sink;

  AddressReader(byte[] text, SymbolSink sink) {
    this.text = text;
    this.sink = sink;
  }

  /**
   * An image reference.
   *
   * @param slash where its first slash is; {@code to} if there is none
   */
  int image(int from, int slash, int to) {
    if (BARE_API.starts(text, from, to)) {
      return requestKind(slash, to) == Symbols.BLOB_URL ? Symbols.BLOB_URL : Symbols.REGISTRY_URL;
    }
    boolean names = slash < to && (isHostOrLocal(from, slash) || indexOf(':', from, slash) < slash);
    sink.image(names ? hostHash(from, slash) : 0);
    return Symbols.IMAGE;
  }

  int url(int from, int host, int to) {
    if (DOCKER_SCHEME.starts(text, from, host) || OCI_SCHEME.starts(text, from, host)) {
      return image(host, indexOf('/', host, to), to);
    }
    if (UNIX_SCHEME.starts(text, from, host) || PIPE_SCHEME.starts(text, from, host)) {
      return Symbols.SOCKET;
    }
    int hostEnd = indexOf('/', host, to);
    int kind = requestKind(hostEnd, to);
    if (kind != Symbols.URL) {
      sink.request(hostHash(host, hostEnd));
    }
    return kind;
  }

  int path(int from, int to) {
    if (!isOfRuntime(from, to)) {
      return Symbols.PATH;
    }
    return SOCKET.ends(text, from, to) ? Symbols.SOCKET : Symbols.RUNTIME_PATH;
  }

  private boolean isOfRuntime(int from, int to) {
    for (int i = from; i < to; i++) {
      boolean part =
          switch (text[i]) {
            case 'c', 'C' -> CONTAINER.starts(text, i, to) || CRIO.starts(text, i, to);
            case 'd', 'D' -> DOCKER.starts(text, i, to);
            case 'o', 'O' -> OVERLAY.starts(text, i, to);
            default -> false;
          };
      if (part) {
        return true;
      }
    }
    return false;
  }

  boolean isHostOrLocal(int from, int to) {
    return isHost(from, to) || LOCALHOST.starts(text, from, to);
  }

  /** An address in digits, or labels with dots the last of which is of letters. */
  boolean isHost(int from, int to) {
    int lastDot = to - 1;
    while (lastDot > from && text[lastDot] != '.') {
      lastDot--;
    }
    if (lastDot <= from || lastDot == to - 1) {
      return false;
    }
    boolean digits = true;
    boolean letters = true;
    for (int i = lastDot + 1; i < to; i++) {
      digits &= Characters.is(Characters.DIGIT, text[i]);
      letters &= Characters.is(Characters.LETTER, text[i]) || text[i] == '-';
    }
    return letters ? to - lastDot > 2 : digits && isInternetAddress(from, lastDot);
  }

  private boolean isInternetAddress(int from, int to) {
    int dots = 1;
    for (int i = from; i < to; i++) {
      dots += text[i] == '.' ? 1 : 0;
      if (text[i] != '.' && !Characters.is(Characters.DIGIT, text[i])) {
        return false;
      }
    }
    return dots == 3;
  }

  /** What a registry's API is asked for; proxies and repository managers put a path before it. */
  private int requestKind(int from, int to) {
    boolean registry =
        FIRST_API.starts(text, from, to)
            || (to - from == API_ROOT.length() && API_ROOT.starts(text, from, to));
    for (int slash = from; slash < to; slash = indexOf('/', slash + 1, to)) {
      if (BLOBS.starts(text, slash, to)) {
        return Symbols.BLOB_URL;
      }
      registry |= API.starts(text, slash, to) || TOKEN.starts(text, slash, to);
    }
    return registry ? Symbols.REGISTRY_URL : Symbols.URL;
  }

  /** Docker Hub answers by several hosts. */
  private int hostHash(int from, int to) {
    return to - from > HUB_DOMAIN.length() && HUB_DOMAIN.ends(text, from, to)
        ? Symbols.DOCKER_HUB_HOST
        : FoldedBytes.hash(text, from, to);
  }

  private int indexOf(char sought, int from, int to) {
    int i = from;
    while (i < to && text[i] != sought) {
      i++;
    }
    return i;
  }
}
