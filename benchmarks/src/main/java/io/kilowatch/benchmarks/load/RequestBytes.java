package io.kilowatch.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A request as it is put together: the body first, then the head right before it. */
public final class RequestBytes {

  /** Room for the head. */
  private static final int BODY_AT = 1024;

  private byte[] bytes = new byte[16_384];
  private int end = BODY_AT;
  private int start = BODY_AT;

  public void clear() {
    end = BODY_AT;
  }

  public RequestBytes add(byte[] text) {
    require(text.length);
    System.arraycopy(text, 0, bytes, end, text.length);
    end += text.length;
    return this;
  }

  public RequestBytes add(char c) {
    require(1);
    bytes[end++] = (byte) c;
    return this;
  }

  /** A number that is not negative. */
  public RequestBytes add(long number) {
    require(20);
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int at = end + digits - 1; at >= end; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    end += digits;
    return this;
  }

  /** A number of hundredths, with two decimals. */
  public RequestBytes addHundredths(long hundredths) {
    return add(hundredths / 100).add('.').add(hundredths / 10 % 10).add(hundredths % 10);
  }

  /** Ends the request: all but the length of its body is given. */
  public void finish(byte[] headUpToLength) {
    byte[] length = ((end - BODY_AT) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    start = BODY_AT - length.length - headUpToLength.length;
    System.arraycopy(headUpToLength, 0, bytes, start, headUpToLength.length);
    System.arraycopy(length, 0, bytes, BODY_AT - length.length, length.length);
  }

  byte[] array() {
    return bytes;
  }

  int start() {
    return start;
  }

  int length() {
    return end - start;
  }

  private void require(int more) {
    if (end + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + more));
    }
  }
}
