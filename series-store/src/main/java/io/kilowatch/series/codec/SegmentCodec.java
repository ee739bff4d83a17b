package io.kilowatch.series.codec;

import io.kilowatch.series.Readings;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Turns readings into a segment's payload and back, bit for bit. */
public final class SegmentCodec {
  static final byte VERSION = 1;
  static final int CHECKSUM_BYTES = 4;

  /** An hour has this many milliseconds, and a segment lies within one hour. */
  static final int MAX_COUNT = 3_600_000;

  /** Readings that share a bit width: small enough that one outlier costs little. */
  static final int BLOCK = 128;

  private SegmentCodec() {}

  /**
   * Encodes them.
   *
   * @throws IllegalArgumentException if there are more readings than an hour has milliseconds
   */
  public static byte[] encode(Readings readings) {
    if (readings.size() > MAX_COUNT) {
      throw new IllegalArgumentException("too many for one segment: " + readings.size());
    }
    PayloadWriter writer = new PayloadWriter(32 + readings.size() * 2);
    writer.writeByte(VERSION);
    writer.writeVarint(readings.size());
    if (!readings.isEmpty()) {
      TimestampColumn.write(readings, writer);
      ValueColumn.write(readings, writer);
      RankColumn.write(readings, writer);
      OriginColumn.write(readings, writer);
    }
    writer.writeInt(checksum(writer.bytes(), writer.length()));
    return writer.toByteArray();
  }

  public static Readings decode(byte[] payload) {
    return decode(ByteBuffer.wrap(payload));
  }

  /**
   * Reads what remains in the buffer, and leaves its position alone.
   *
   * @throws UnreadableSegmentException if that is not exactly one whole segment of a known version
   */
  public static Readings decode(ByteBuffer payload) {
    PayloadReader reader = verified(payload);
    int count = reader.readCount(MAX_COUNT);
    if (count > 0 && blocks(count - 1) * 2L + blocks(count) * 2L > reader.remaining()) {
      // Checked before anything is allocated: every block takes two bytes at least.
      throw new UnreadableSegmentException("cannot hold " + count + " readings");
    }
    Readings readings = count == 0 ? Readings.EMPTY : columns(reader, count);
    reader.requireEnd();
    return readings;
  }

  private static PayloadReader verified(ByteBuffer payload) {
    int length = payload.remaining();
    if (length == 0) {
      throw new UnreadableSegmentException("empty");
    }
    byte version = payload.get(payload.position());
    if (version != VERSION) {
      throw new UnreadableSegmentException(
          "version " + version + ", where only " + VERSION + " is known");
    }
    PayloadReader reader = new PayloadReader(payload, Math.max(1, length - CHECKSUM_BYTES));
    int contentLength = length - CHECKSUM_BYTES;
    if (contentLength < 2
        || checksum(reader.bytes(), contentLength) != reader.intAt(contentLength)) {
      throw new UnreadableSegmentException("checksum does not match");
    }
    reader.readByte();
    return reader;
  }

  private static Readings columns(PayloadReader reader, int count) {
    long[] timestamps = TimestampColumn.read(reader, count);
    double[] values = ValueColumn.read(reader, count);
    long[] ranks = RankColumn.read(reader, timestamps);
    byte[] origins = OriginColumn.read(reader, count);
    try {
      return Readings.ofSorted(timestamps, values, ranks, origins);
    } catch (IllegalArgumentException e) {
      throw new UnreadableSegmentException("no valid readings: " + e.getMessage(), e);
    }
  }

  static int blocks(int count) {
    return (count + BLOCK - 1) / BLOCK;
  }

  static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
