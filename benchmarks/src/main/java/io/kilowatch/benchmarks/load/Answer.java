package io.kilowatch.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An HTTP/1.1 answer as it arrives. It does no more than the load needs, because whatever it spent
 * would be missing to the platform on the same cores.
 */
final class Answer {

  private static final int SHOWN = 600;
  private static final int UNKNOWN = -1;
  private static final int CHUNKED = -2;

  private final byte[] bytes = new byte[65_536];
  private int filled;
  private int headEnd = UNKNOWN;

  /** Of all of it, once the head is there. */
  private int length = UNKNOWN;

  void clear() {
    filled = 0;
    headEnd = UNKNOWN;
    length = UNKNOWN;
  }

  /** Where the next bytes go; {@link #arrived} has to hear how many came. */
  ByteBuffer room() {
    return ByteBuffer.wrap(bytes, filled, bytes.length - filled);
  }

  void arrived(int more) {
    filled += more;
    if (length == UNKNOWN) {
      headEnd = indexOf("\r\n\r\n", 0);
      length = headEnd < 0 ? UNKNOWN : lengthByHead();
    }
  }

  boolean isComplete() {
    return length == CHUNKED
        ? indexOf("0\r\n\r\n", Math.max(headEnd, filled - 16)) >= 0
        : length != UNKNOWN && filled >= length;
  }

  int status() {
    return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
  }

  /** Whether the server takes no more requests on this connection. */
  boolean endsConnection() {
    return lowerCaseHead().contains("\r\nconnection: close");
  }

  /** For an error message. */
  String text() {
    return new String(bytes, 0, Math.min(filled, SHOWN), StandardCharsets.UTF_8);
  }

  private int lengthByHead() {
    String head = lowerCaseHead();
    if (head.contains("transfer-encoding: chunked")) {
      return CHUNKED;
    }
    int at = head.indexOf("content-length:");
    if (at < 0) {
      return headEnd + 4;
    }
    int end = head.indexOf('\r', at);
    String number = head.substring(at + 15, end < 0 ? head.length() : end).strip();
    return headEnd + 4 + Integer.parseInt(number);
  }

  private String lowerCaseHead() {
    return new String(bytes, 0, Math.max(headEnd, 0), StandardCharsets.US_ASCII)
        .toLowerCase(Locale.ROOT);
  }

  private int indexOf(String wanted, int from) {
    for (int at = from; at <= filled - wanted.length(); at++) {
      int same = 0;
      while (same < wanted.length() && bytes[at + same] == wanted.charAt(same)) {
        same++;
      }
      if (same == wanted.length()) {
        return at;
      }
    }
    return -1;
  }
}
