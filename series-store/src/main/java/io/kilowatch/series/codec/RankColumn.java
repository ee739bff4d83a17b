package io.kilowatch.series.codec;

import io.kilowatch.series.Readings;

/**
 * When each reading was received, as the delay after its timestamp in whole seconds.
 *
 * <p>Runs keep either the delay (a sensor that streams) or the rank itself (a bulk that came at
 * once). Where delays flicker about the turn of a second, runs are short; then the delays are
 * packed like any other numbers.
 */
final class RankColumn {
  private static final int RUNS = 0;
  private static final int PACKED = 1;

  private static final int SAME_DELAY = 0;
  private static final int SAME_RANK = 1;

  private RankColumn() {}

  static void write(Readings readings, PayloadWriter writer) {
    int first = Math.max(delayRun(readings, 0), rankRun(readings, 0));
    if (first == readings.size()) {
      writer.writeByte(RUNS);
      writeRuns(readings, writer);
      return;
    }
    PayloadWriter runs = new PayloadWriter(readings.size());
    writeRuns(readings, runs);
    PayloadWriter packed = new PayloadWriter(readings.size());
    writePacked(readings, packed);
    boolean runsAreSmaller = runs.length() <= packed.length();
    writer.writeByte(runsAreSmaller ? RUNS : PACKED);
    writer.writeAll(runsAreSmaller ? runs : packed);
  }

  static long[] read(PayloadReader reader, long[] timestamps) {
    int form = reader.readByte();
    return switch (form) {
      case RUNS -> readRuns(reader, timestamps);
      case PACKED -> readPacked(reader, timestamps);
      default -> throw new UnreadableSegmentException("unknown form of ranks " + form);
    };
  }

  /** A run's length, of which there are {@code limit} readings left at most. */
  static int runLength(long length, int limit) {
    if (length < 1 || length > limit) {
      throw new UnreadableSegmentException("run of " + length + " where " + limit + " are left");
    }
    return (int) length;
  }

  private static void writeRuns(Readings readings, PayloadWriter writer) {
    long delayBefore = 0;
    for (int start = 0; start < readings.size(); ) {
      int sameDelay = delayRun(readings, start);
      int sameRank = rankRun(readings, start);
      int length = Math.max(sameDelay, sameRank);
      writer.writeVarint((long) length << 1 | (sameDelay >= sameRank ? SAME_DELAY : SAME_RANK));
      writer.writeZigzag(delay(readings, start) - delayBefore);
      delayBefore = delay(readings, start);
      start += length;
    }
  }

  private static long[] readRuns(PayloadReader reader, long[] timestamps) {
    long[] ranks = new long[timestamps.length];
    long delay = 0;
    for (int start = 0; start < ranks.length; ) {
      long run = reader.readVarint();
      int end = start + runLength(run >>> 1, ranks.length - start);
      delay += reader.readZigzag();
      long rank = seconds(timestamps[start]) + delay;
      for (int i = start; i < end; i++) {
        ranks[i] = (run & 1) == SAME_RANK ? rank : seconds(timestamps[i]) + delay;
      }
      start = end;
    }
    return ranks;
  }

  private static void writePacked(Readings readings, PayloadWriter writer) {
    long[] block = new long[Math.min(readings.size(), SegmentCodec.BLOCK)];
    for (int start = 0; start < readings.size(); start += SegmentCodec.BLOCK) {
      int length = Math.min(SegmentCodec.BLOCK, readings.size() - start);
      for (int i = 0; i < length; i++) {
        block[i] = delay(readings, start + i);
      }
      FrameOfReference.write(block, 0, length, writer);
    }
  }

  private static long[] readPacked(PayloadReader reader, long[] timestamps) {
    long[] ranks = new long[timestamps.length];
    for (int start = 0; start < ranks.length; start += SegmentCodec.BLOCK) {
      FrameOfReference.read(
          reader, ranks, start, Math.min(start + SegmentCodec.BLOCK, ranks.length));
    }
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] += seconds(timestamps[i]);
    }
    return ranks;
  }

  private static int delayRun(Readings readings, int start) {
    long delay = delay(readings, start);
    int end = start + 1;
    while (end < readings.size() && delay(readings, end) == delay) {
      end++;
    }
    return end - start;
  }

  private static int rankRun(Readings readings, int start) {
    long rank = readings.rankSeconds(start);
    int end = start + 1;
    while (end < readings.size() && readings.rankSeconds(end) == rank) {
      end++;
    }
    return end - start;
  }

  private static long delay(Readings readings, int i) {
    return readings.rankSeconds(i) - seconds(readings.timestampMillis(i));
  }

  private static long seconds(long timestampMillis) {
    return Math.floorDiv(timestampMillis, 1000L);
  }
}
