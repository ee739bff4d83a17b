package io.kilowatch.series.codec;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.rollup.Rollup;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Turns the roll-ups of an hour, or of its minutes, into bytes and back, column by column. */
public final class RollupCodec {
  private static final byte VERSION = 1;

  private RollupCodec() {}

  /**
   * Encodes at least one and at most 128.
   *
   * @throws IllegalArgumentException if there are none or too many
   */
  public static byte[] encode(List<Rollup> rollups) {
    if (rollups.isEmpty() || rollups.size() > SegmentCodec.BLOCK) {
      throw new IllegalArgumentException(rollups.size() + " roll-ups");
    }
    PayloadWriter writer = new PayloadWriter(64 + rollups.size() * 16);
    writer.writeByte(VERSION);
    writer.writeVarint(rollups.size());
    writeStarts(rollups, writer);
    writeLongs(rollups, Rollup::count, writer);
    writeLongs(rollups, r -> r.firstMillis() - r.startMillis(), writer);
    writeLongs(rollups, r -> r.lastMillis() - r.firstMillis(), writer);
    writeLongs(rollups, r -> r.lastMillis() - r.firstMillis() - r.coveredMillis(), writer);
    writeLongs(rollups, r -> originBits(r.origins()), writer);
    writeDoubles(rollups, Rollup::sum, writer);
    writeDoubles(rollups, Rollup::min, writer);
    writeDoubles(rollups, Rollup::max, writer);
    writeDoubles(rollups, Rollup::firstValue, writer);
    writeDoubles(rollups, Rollup::lastValue, writer);
    writeDoubles(rollups, Rollup::integral, writer);
    return writer.toByteArray();
  }

  /**
   * Reads what remains in the buffer, and leaves its position alone.
   *
   * @throws UnreadableSegmentException if that is not what {@link #encode} gave
   */
  public static List<Rollup> decode(ByteBuffer bytes) {
    PayloadReader reader = new PayloadReader(bytes, bytes.remaining());
    int version = reader.readByte();
    if (version != VERSION) {
      throw new UnreadableSegmentException(
          "roll-up of version " + version + ", where only " + VERSION + " is known");
    }
    int size = reader.readCount(SegmentCodec.BLOCK);
    List<Rollup> rollups = size == 0 ? List.of() : columns(reader, size);
    reader.requireEnd();
    return rollups;
  }

  private static List<Rollup> columns(PayloadReader reader, int size) {
    long[] starts = readStarts(reader, size);
    long[] counts = readLongs(reader, size);
    long[] firstOffsets = readLongs(reader, size);
    long[] spans = readLongs(reader, size);
    long[] uncovered = readLongs(reader, size);
    long[] origins = readLongs(reader, size);
    double[][] doubles = new double[6][];
    for (int column = 0; column < doubles.length; column++) {
      doubles[column] = readDoubles(reader, size);
    }
    List<Rollup> rollups = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      long first = starts[i] + firstOffsets[i];
      rollups.add(
          new Rollup(
              starts[i],
              counts[i],
              doubles[0][i],
              doubles[1][i],
              doubles[2][i],
              first,
              doubles[3][i],
              first + spans[i],
              doubles[4][i],
              doubles[5][i],
              spans[i] - uncovered[i],
              origins(origins[i])));
    }
    return rollups;
  }

  private static void writeStarts(List<Rollup> rollups, PayloadWriter writer) {
    writer.writeZigzag(rollups.getFirst().startMillis());
    long[] steps = new long[rollups.size()];
    for (int i = 1; i < steps.length; i++) {
      steps[i] = rollups.get(i).startMillis() - rollups.get(i - 1).startMillis();
    }
    FrameOfReference.write(steps, 1, steps.length, writer);
  }

  private static long[] readStarts(PayloadReader reader, int size) {
    long[] starts = new long[size];
    starts[0] = reader.readZigzag();
    FrameOfReference.read(reader, starts, 1, size);
    for (int i = 1; i < size; i++) {
      starts[i] += starts[i - 1];
    }
    return starts;
  }

  private static void writeLongs(
      List<Rollup> rollups, ToLongFunction<Rollup> field, PayloadWriter writer) {
    FrameOfReference.write(rollups.stream().mapToLong(field).toArray(), 0, rollups.size(), writer);
  }

  private static long[] readLongs(PayloadReader reader, int size) {
    long[] numbers = new long[size];
    FrameOfReference.read(reader, numbers, 0, size);
    return numbers;
  }

  private static void writeDoubles(
      List<Rollup> rollups, ToDoubleFunction<Rollup> field, PayloadWriter writer) {
    ValueBlock.write(rollups.stream().mapToDouble(field).toArray(), rollups.size(), writer);
  }

  private static double[] readDoubles(PayloadReader reader, int size) {
    double[] values = new double[size];
    ValueBlock.read(reader, values, 0, size, new long[size]);
    return values;
  }

  private static long originBits(Set<Origin> origins) {
    return origins.stream().mapToLong(o -> 1L << o.code()).sum();
  }

  private static Set<Origin> origins(long bits) {
    Set<Origin> origins = EnumSet.allOf(Origin.class);
    if (bits >>> origins.size() != 0) {
      throw new UnreadableSegmentException("unknown origin among bits " + bits);
    }
    origins.removeIf(o -> (bits >>> o.code() & 1) == 0);
    return origins;
  }
}
