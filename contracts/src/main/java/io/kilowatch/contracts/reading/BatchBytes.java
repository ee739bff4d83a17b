package io.kilowatch.contracts.reading;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Growing bytes with the number formats of the reading batch. */
final class BatchBytes {

  private static final int LONGEST_VARINT_BYTES = 10;
  private static final VarHandle LONG_BITS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;

  BatchBytes(int expectedBytes) {
    this.bytes = new byte[expectedBytes];
  }

  void putByte(byte value) {
    ensure(1);
    bytes[size++] = value;
  }

  void putVarint(long value) {
    ensure(LONGEST_VARINT_BYTES);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void putZigzag(long value) {
    putVarint((value << 1) ^ (value >> 63));
  }

  void putString(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    putVarint(utf8.length);
    ensure(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  void putDoubles(double[] values) {
    ensure(values.length * Double.BYTES);
    for (double value : values) {
      LONG_BITS.set(bytes, size, Double.doubleToRawLongBits(value));
      size += Double.BYTES;
    }
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
