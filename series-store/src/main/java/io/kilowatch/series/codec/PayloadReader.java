package io.kilowatch.series.codec;

import java.nio.ByteBuffer;

/** Reads what {@link PayloadWriter} wrote, and refuses to read past the end. */
final class PayloadReader {
  /** Room behind the last byte, so that unpacking may read whole words without asking. */
  private static final int SLACK = 16;

  private final byte[] bytes;
  private final int end;
  private int position;

  /** Copies the buffer, and reads its first {@code end} bytes only. */
  PayloadReader(ByteBuffer payload, int end) {
    this.bytes = new byte[payload.remaining() + SLACK];
    this.end = end;
    payload.get(payload.position(), bytes, 0, payload.remaining());
  }

  byte[] bytes() {
    return bytes;
  }

  int intAt(int at) {
    return (int) PayloadWriter.INT.get(bytes, at);
  }

  int remaining() {
    return end - position;
  }

  int readByte() {
    requireRemaining(1);
    return bytes[position++] & 0xFF;
  }

  long readLong() {
    requireRemaining(8);
    long value = (long) PayloadWriter.LONG.get(bytes, position);
    position += 8;
    return value;
  }

  long readVarint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = readByte();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new UnreadableSegmentException("a number runs on at byte " + position);
  }

  long readZigzag() {
    long value = readVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A varint that counts something of which there are {@code limit} at most. */
  int readCount(int limit) {
    long count = readVarint();
    if (count < 0 || count > limit) {
      throw new UnreadableSegmentException("count " + count + " exceeds " + limit);
    }
    return (int) count;
  }

  int readWidth() {
    int width = readByte();
    if (width > Long.SIZE) {
      throw new UnreadableSegmentException("width of " + width + " bits");
    }
    return width;
  }

  /** Fills {@code numbers} from {@code from} to {@code to} with numbers of {@code width} bits. */
  void readPacked(long[] numbers, int from, int to, int width) {
    int packedBytes = BitWidths.packedBytes(to - from, width);
    requireRemaining(packedBytes);
    if (width <= Long.SIZE - 7) {
      unpackNarrow(numbers, from, to, width);
    } else {
      unpackWide(numbers, from, to, width);
    }
    position += packedBytes;
  }

  /** A number of 57 bits or fewer lies within eight bytes wherever it starts. */
  private void unpackNarrow(long[] numbers, int from, int to, int width) {
    long mask = (1L << width) - 1;
    for (int i = from, bit = 0; i < to; i++, bit += width) {
      long word = (long) PayloadWriter.LONG.get(bytes, position + (bit >>> 3));
      numbers[i] = (word >>> (bit & 7)) & mask;
    }
  }

  private void unpackWide(long[] numbers, int from, int to, int width) {
    long mask = width == Long.SIZE ? -1 : (1L << width) - 1;
    for (int i = from, bit = 0; i < to; i++, bit += width) {
      int at = position + (bit >>> 3);
      int shift = bit & 7;
      long word = (long) PayloadWriter.LONG.get(bytes, at) >>> shift;
      // Two shifts, because a shift by 64 is a shift by none.
      long beyond = (bytes[at + 8] & 0xFFL) << (Long.SIZE - 1 - shift) << 1;
      numbers[i] = (word | beyond) & mask;
    }
  }

  void requireEnd() {
    if (position != end) {
      throw new UnreadableSegmentException((end - position) + " bytes too many");
    }
  }

  private void requireRemaining(int wanted) {
    if (wanted > end - position) {
      throw new UnreadableSegmentException(
          "ends at byte " + end + ", where " + wanted + " more from " + position + " are due");
    }
  }
}
