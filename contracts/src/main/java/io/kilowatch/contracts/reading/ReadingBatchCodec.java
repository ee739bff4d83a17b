package io.kilowatch.contracts.reading;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The body of a broker message with many readings.
 *
 * <p>Layout, version 1. {@code varint} is LEB128 of an unsigned number, {@code zigzag} a varint of
 * {@code (n << 1) ^ (n >> 63)}.
 *
 * <pre>
 * byte    version = 1
 * varint  number of strings, then for each: varint length in bytes, UTF-8
 * varint  number of runs, then for each run:
 *   varint  index of the server id in the strings
 *   varint  index of the metric
 *   varint  index of the ingest key's id
 *   byte    origin (0 measured, 1 modelled, 2 emulated)
 *   zigzag  rank in seconds, as the difference to the run before (0 before the first)
 *   varint  number of readings, at least 1
 *   zigzag  each timestamp in milliseconds, as the difference to the one before in the batch
 *   8 bytes each value, IEEE 754 bits, little endian
 * </pre>
 *
 * Values stay raw: compressing is the packager's work, and this side answers while a client waits.
 */
public final class ReadingBatchCodec {

  private static final byte VERSION = 1;
  private static final int SMALLEST_READING_BYTES = 9;
  private static final int SMALLEST_RUN_BYTES = 6 + SMALLEST_READING_BYTES;

  /** The distinct strings of a batch, by number. */
  private static final class Strings {

    private final Map<String, Integer> numbers;

    Strings(int expected) {
      numbers = LinkedHashMap.newLinkedHashMap(expected);
    }

    int index(String string) {
      Integer known = numbers.putIfAbsent(string, numbers.size());
      return known == null ? numbers.size() - 1 : known;
    }

    int size() {
      return numbers.size();
    }

    void put(BatchBytes out) {
      out.putVarint(numbers.size());
      numbers.keySet().forEach(out::putString);
    }
  }

  private ReadingBatchCodec() {}

  /** Encodes runs in their order. */
  public static byte[] encode(List<ReadingRun> runs) {
    Strings strings = new Strings(runs.size() + 2);
    int[] indexes = new int[runs.size() * 3];
    int at = 0;
    int readings = 0;
    for (ReadingRun run : runs) {
      indexes[at++] = strings.index(run.serverId());
      indexes[at++] = strings.index(run.metric());
      indexes[at++] = strings.index(run.keyId());
      readings += run.size();
    }
    BatchBytes out = new BatchBytes(64 + strings.size() * 40 + runs.size() * 24 + readings * 14);
    out.putByte(VERSION);
    strings.put(out);
    out.putVarint(runs.size());
    at = 0;
    long previousTimestamp = 0;
    long previousRank = 0;
    for (ReadingRun run : runs) {
      out.putVarint(indexes[at++]);
      out.putVarint(indexes[at++]);
      out.putVarint(indexes[at++]);
      out.putByte(run.origin().code());
      out.putZigzag(run.rankSeconds() - previousRank);
      previousRank = run.rankSeconds();
      out.putVarint(run.size());
      for (long timestamp : run.timestampsMillis()) {
        out.putZigzag(timestamp - previousTimestamp);
        previousTimestamp = timestamp;
      }
      out.putDoubles(run.values());
    }
    return out.toByteArray();
  }

  /**
   * Decodes what {@link #encode} wrote.
   *
   * @throws UnreadableBatchException for anything else: an unknown version, a truncated or longer
   *     body, an index out of range, a value that is not finite
   */
  public static List<ReadingRun> decode(byte[] body) {
    ByteBuffer in = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    if (!in.hasRemaining()) {
      throw new UnreadableBatchException("empty body");
    }
    byte version = in.get();
    if (version != VERSION) {
      throw new UnreadableBatchException(
          "unknown version " + Byte.toUnsignedInt(version) + ", known is " + VERSION);
    }
    try {
      List<ReadingRun> runs = readRuns(in, readStrings(in));
      if (in.hasRemaining()) {
        throw new UnreadableBatchException(in.remaining() + " bytes after the last run");
      }
      return runs;
    } catch (java.nio.BufferUnderflowException e) {
      throw new UnreadableBatchException("truncated after " + body.length + " bytes");
    }
  }

  private static String[] readStrings(ByteBuffer in) {
    String[] strings = new String[readCount(in, 1, "strings")];
    for (int i = 0; i < strings.length; i++) {
      byte[] utf8 = new byte[readCount(in, 1, "bytes of a string")];
      in.get(utf8);
      strings[i] = new String(utf8, StandardCharsets.UTF_8);
    }
    return strings;
  }

  private static List<ReadingRun> readRuns(ByteBuffer in, String[] strings) {
    int count = readCount(in, SMALLEST_RUN_BYTES, "runs");
    List<ReadingRun> runs = new ArrayList<>(count);
    long previousTimestamp = 0;
    long previousRank = 0;
    for (int r = 0; r < count; r++) {
      String serverId = readString(in, strings);
      String metric = readString(in, strings);
      String keyId = readString(in, strings);
      Origin origin = readOrigin(in);
      previousRank += readZigzag(in);
      int size = readCount(in, SMALLEST_READING_BYTES, "readings");
      if (size == 0) {
        throw new UnreadableBatchException("a run without readings");
      }
      long[] timestamps = new long[size];
      for (int i = 0; i < size; i++) {
        previousTimestamp += readZigzag(in);
        timestamps[i] = previousTimestamp;
      }
      double[] values = readValues(in, size);
      runs.add(new ReadingRun(serverId, metric, keyId, origin, previousRank, timestamps, values));
    }
    return runs;
  }

  private static double[] readValues(ByteBuffer in, int size) {
    double[] values = new double[size];
    in.slice().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    in.position(in.position() + size * Double.BYTES);
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new UnreadableBatchException("a value that is not finite");
      }
    }
    return values;
  }

  private static String readString(ByteBuffer in, String[] strings) {
    long index = readVarint(in);
    if (index < 0 || index >= strings.length) {
      throw new UnreadableBatchException("string " + index + " of " + strings.length);
    }
    return strings[(int) index];
  }

  private static Origin readOrigin(ByteBuffer in) {
    byte code = in.get();
    try {
      return Origin.ofCode(code);
    } catch (IllegalArgumentException e) {
      throw new UnreadableBatchException("unknown origin " + code);
    }
  }

  /**
   * Reads a count and refuses one that the bytes left could not hold, before anything is allocated.
   */
  private static int readCount(ByteBuffer in, int smallestBytes, String what) {
    long count = readVarint(in);
    if (count < 0 || count > in.remaining() / smallestBytes) {
      throw new UnreadableBatchException(
          count + " " + what + " cannot be in " + in.remaining() + " bytes");
    }
    return (int) count;
  }

  private static long readZigzag(ByteBuffer in) {
    long bits = readVarint(in);
    return (bits >>> 1) ^ -(bits & 1);
  }

  private static long readVarint(ByteBuffer in) {
    long result = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = in.get();
      result |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return result;
      }
    }
    throw new UnreadableBatchException("a number of more than ten bytes");
  }
}
