package io.pulltriage.streams.query;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Looks for some bytes in others, eight at a time and without garbage. Immutable. */
final class ByteSearch {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  /** What names and messages are made of, the most frequent first. */
  private static final String FREQUENT = "eaot irns/l-d.c0123456789upmfgh:\"_bywkvxqzj";

  private final byte[] wanted;
  private final int rare;
  private final long rareEverywhere;

  /** Looks for bytes, one at least. */
  ByteSearch(byte[] wanted) {
    this.wanted = wanted;
    int rarest = 0;
    for (int i = 1; i < wanted.length; i++) {
      if (rarity(wanted[i]) > rarity(wanted[rarest])) {
        rarest = i;
      }
    }
    this.rare = rarest;
    this.rareEverywhere = (wanted[rarest] & 0xFFL) * ONES;
  }

  private static int rarity(byte letter) {
    int place = FREQUENT.indexOf((char) (letter & 0xFF));
    return place < 0 ? FREQUENT.length() : place;
  }

  int length() {
    return wanted.length;
  }

  /** Where it begins first within a range; −1 if it is not there. */
  int indexIn(byte[] text, int from, int to) {
    int last = to - wanted.length + rare; // The last place where its rarest byte may be.
    int at = from + rare;
    for (; at + Long.BYTES <= last + 1; at += Long.BYTES) {
      long differing = (long) WORD.get(text, at) ^ rareEverywhere;
      long hits = (differing - ONES) & ~differing & HIGH_BITS;
      while (hits != 0) {
        int start = at + (Long.numberOfTrailingZeros(hits) >>> 3) - rare;
        if (isAt(text, start)) {
          return start;
        }
        hits &= hits - 1;
      }
    }
    for (; at <= last; at++) {
      if (text[at] == wanted[rare] && isAt(text, at - rare)) {
        return at - rare;
      }
    }
    return -1;
  }

  private boolean isAt(byte[] text, int start) {
    return Arrays.equals(text, start, start + wanted.length, wanted, 0, wanted.length);
  }
}
