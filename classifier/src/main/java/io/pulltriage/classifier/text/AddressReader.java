package io.pulltriage.classifier.text;

/** Tells what names with an address or a path in them are: images, URLs, hosts, files. */
final class AddressReader {

  private static final byte[] DOCKER_SCHEME = TextBytes.of("docker://");
  private static final byte[] OCI_SCHEME = TextBytes.of("oci://");
  private static final byte[] UNIX_SCHEME = TextBytes.of("unix://");
  private static final byte[] PIPE_SCHEME = TextBytes.of("npipe://");
  private static final byte[] HUB_DOMAIN = TextBytes.of(".docker.io");
  private static final byte[] LOCALHOST = TextBytes.of("localhost");
  private static final byte[] BARE_API = TextBytes.of("v2/");
  private static final byte[] API = TextBytes.of("/v2/");
  private static final byte[] API_ROOT = TextBytes.of("/v2");
  private static final byte[] FIRST_API = TextBytes.of("/v1/");
  private static final byte[] BLOBS = TextBytes.of("/blobs/");
  private static final byte[] TOKEN = TextBytes.of("/token");
  private static final byte[] SOCKET = TextBytes.of(".sock");
  private static final byte[][] OF_RUNTIMES = {
    TextBytes.of("docker"), TextBytes.of("container"), TextBytes.of("crio"), TextBytes.of("overlay")
  };

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
    if (FoldedBytes.starts(text, from, to, BARE_API)) {
      return contains(from, to, BLOBS) ? Symbols.BLOB_URL : Symbols.REGISTRY_URL;
    }
    boolean names = slash < to && (isHostOrLocal(from, slash) || indexOf(':', from, slash) < slash);
    sink.image(names ? hostHash(from, slash) : 0);
    return Symbols.IMAGE;
  }

  int url(int from, int host, int to) {
    if (FoldedBytes.starts(text, from, host, DOCKER_SCHEME)
        || FoldedBytes.starts(text, from, host, OCI_SCHEME)) {
      return image(host, indexOf('/', host, to), to);
    }
    if (FoldedBytes.starts(text, from, host, UNIX_SCHEME)
        || FoldedBytes.starts(text, from, host, PIPE_SCHEME)) {
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
    boolean runtime = false;
    for (byte[] part : OF_RUNTIMES) {
      runtime |= contains(from, to, part);
    }
    if (runtime && contains(Math.max(from, to - SOCKET.length), to, SOCKET)) {
      return Symbols.SOCKET;
    }
    return runtime ? Symbols.RUNTIME_PATH : Symbols.PATH;
  }

  boolean isHostOrLocal(int from, int to) {
    return isHost(from, to) || FoldedBytes.starts(text, from, to, LOCALHOST);
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
        FoldedBytes.starts(text, from, to, FIRST_API)
            || (to - from == API_ROOT.length && FoldedBytes.starts(text, from, to, API_ROOT));
    for (int slash = from; slash < to; slash = indexOf('/', slash + 1, to)) {
      if (FoldedBytes.starts(text, slash, to, BLOBS)) {
        return Symbols.BLOB_URL;
      }
      registry |=
          FoldedBytes.starts(text, slash, to, API) || FoldedBytes.starts(text, slash, to, TOKEN);
    }
    return registry ? Symbols.REGISTRY_URL : Symbols.URL;
  }

  /** Docker Hub answers by several hosts. */
  private int hostHash(int from, int to) {
    int hub = to - HUB_DOMAIN.length;
    return hub > from && FoldedBytes.starts(text, hub, to, HUB_DOMAIN)
        ? Symbols.DOCKER_HUB_HOST
        : FoldedBytes.hash(text, from, to);
  }

  private boolean contains(int from, int to, byte[] part) {
    for (int i = from; i + part.length <= to; i++) {
      if (FoldedBytes.starts(text, i, to, part)) {
        return true;
      }
    }
    return false;
  }

  private int indexOf(char sought, int from, int to) {
    int i = from;
    while (i < to && text[i] != sought) {
      i++;
    }
    return i;
  }
}
