package io.kilowatch.contracts.reading;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer with the number formats of the reading batch. */
final class BatchBytes {

  private static final int LONGEST_VARINT_BYTES = 10;

  private ByteBuffer bytes;

  BatchBytes(int expectedBytes) {
    this.bytes = allocate(expectedBytes);
  }

  void putByte(byte value) {
    ensure(1);
    bytes.put(value);
  }

  void putVarint(long value) {
    ensure(LONGEST_VARINT_BYTES);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    bytes.put((byte) rest);
  }

  void putZigzag(long value) {
    putVarint((value << 1) ^ (value >> 63));
  }

  void putString(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    putVarint(utf8.length);
    ensure(utf8.length);
    bytes.put(utf8);
  }

  void putDoubles(double[] values) {
    ensure(values.length * Double.BYTES);
    for (double value : values) {
      bytes.putLong(Double.doubleToRawLongBits(value));
    }
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private void ensure(int more) {
    if (bytes.remaining() < more) {
      ByteBuffer larger = allocate(Math.max(bytes.capacity() * 2, bytes.position() + more));
      larger.put(bytes.flip());
      bytes = larger;
    }
  }

  private static ByteBuffer allocate(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }
}
