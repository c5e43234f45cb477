package io.pulltriage.streams.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text of an address with its percent signs taken away; strict, unlike what servers do. Pure. */
final class PercentText {

  private PercentText() {}

  /**
   * The text that was encoded.
   *
   * @param where what is being read, for the complaint
   * @throws ProblemException if it is not UTF-8 or not well encoded
   */
  static String decoded(String encoded, boolean plusIsSpace, String where) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        bytes.write(octet(encoded, i, where));
        i += 2;
      } else if (c == '+' && plusIsSpace) {
        bytes.write(' ');
      } else {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw Problem.of(400, where + " is not UTF-8").exception();
    }
  }

  private static int octet(String encoded, int at, String where) {
    int high = at + 2 < encoded.length() ? Character.digit(encoded.charAt(at + 1), 16) : -1;
    int low = high < 0 ? -1 : Character.digit(encoded.charAt(at + 2), 16);
    if (low < 0) {
      throw Problem.of(400, where + " has a % that two hexadecimal digits must follow").exception();
    }
    return high * 16 + low;
  }
}
