package io.kilowatch.series.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow, with the few number formats that a segment is made of. */
final class PayloadWriter {
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Room behind the last byte, so that packing may write whole words without asking. */
  private static final int SLACK = 16;

  // Bytes from length on are always zero: packing relies on it.
  private byte[] bytes;
  private int length;

  PayloadWriter(int expected) {
    bytes = new byte[expected + SLACK];
  }

  void writeByte(int value) {
    ensureRoomFor(1);
    bytes[length++] = (byte) value;
  }

  void writeInt(int value) {
    ensureRoomFor(4);
    INT.set(bytes, length, value);
    length += 4;
  }

  void writeLong(long value) {
    ensureRoomFor(8);
    LONG.set(bytes, length, value);
    length += 8;
  }

  /** Seven bits a byte, lowest first, the top bit set on all but the last (LEB128). */
  void writeVarint(long value) {
    ensureRoomFor(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** A signed number as a varint: 0, -1, 1, -2 become 0, 1, 2, 3. */
  void writeZigzag(long value) {
    writeVarint((value << 1) ^ (value >> 63));
  }

  /** The low {@code width} bits of each number, the first in the lowest bits of the first byte. */
  void writePacked(long[] numbers, int from, int to, int width) {
    if (width == 0) {
      return;
    }
    int packedBytes = BitWidths.packedBytes(to - from, width);
    ensureRoomFor(packedBytes);
    for (int i = from; i < to; i++) {
      orBits(numbers[i], (long) (i - from) * width, width);
    }
    length += packedBytes;
  }

  private void orBits(long number, long bit, int width) {
    int at = length + (int) (bit >>> 3);
    int shift = (int) bit & 7;
    LONG.set(bytes, at, (long) LONG.get(bytes, at) | (number << shift));
    if (shift + width > Long.SIZE) {
      bytes[at + 8] |= (byte) (number >>> (Long.SIZE - shift));
    }
  }

  void writeAll(PayloadWriter other) {
    ensureRoomFor(other.length);
    System.arraycopy(other.bytes, 0, bytes, length, other.length);
    length += other.length;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  private void ensureRoomFor(int more) {
    if (length + more + SLACK > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more + SLACK, bytes.length * 2));
    }
  }
}
