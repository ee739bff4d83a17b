package io.kilowatch.packager.batch;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.packager.batch.Sources.Source;
import io.kilowatch.series.Readings;
import io.kilowatch.series.store.PackedReadings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The runs of a batch as they came, those of all sources behind each other: 24 bytes for a reading
 * that comes alone, 12 in a long run. A column of its own for each of 20,000 series would grow step
 * by step, and what it outgrew is garbage that has lived long. Used again batch after batch; for
 * one thread at a time.
 *
 * <p>A run is: where the run before of its source is; how many readings, and its origin; its rank,
 * which is unsigned; then each timestamp, as the difference to the rank in milliseconds; then each
 * value's bits. Where a difference is too large for an int, all of the run's timestamps are longs.
 */
final class RunLog {

  /** What came of one source, sorted. */
  record Packed(Source source, PackedReadings readings) {}

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  private static final int CHUNK_BITS = 18;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int NONE = -1;
  private static final int HEADER = 3;
  private static final int WIDE = 1;
  private static final int ORIGIN_SHIFT = 1;
  private static final int ORIGIN_MASK = 3;
  private static final int SIZE_SHIFT = 3;

  private final List<int[]> chunks = new ArrayList<>();
  private int chunk = NONE;
  private int at = CHUNK;
  private final List<Source> sources = new ArrayList<>();
  private long[] lastHourOf = new long[256];
  private int[] lastRunOf = new int[256];
  private int[] runsOf = new int[256];
  private int[] readingsOf = new int[256];

  /**
   * Adds a run.
   *
   * @return how many hours it begins of its source, each of which will be a segment; one that is
   *     gone back to counts again
   */
  int add(Source source, ReadingRun run) {
    int index = indexOf(source);
    boolean wide = isWide(run);
    makeRoomFor(HEADER + run.size() * (wide ? 4 : 3));
    int begin = at;
    write(lastRunOf[index]);
    write(run.size() << SIZE_SHIFT | run.origin().code() << ORIGIN_SHIFT | (wide ? WIDE : 0));
    write((int) run.rankSeconds());
    long base = run.rankSeconds() * 1000;
    for (long timestamp : run.timestampsMillis()) {
      if (wide) {
        writeLong(timestamp);
      } else {
        write((int) (timestamp - base));
      }
    }
    for (double value : run.values()) {
      writeLong(Double.doubleToRawLongBits(value));
    }
    lastRunOf[index] = chunk << CHUNK_BITS | begin;
    runsOf[index]++;
    readingsOf[index] += run.size();
    return hoursBegun(index, run);
  }

  private static boolean isWide(ReadingRun run) {
    long base = run.rankSeconds() * 1000;
    for (long timestamp : run.timestampsMillis()) {
      long difference = timestamp - base;
      if (difference != (int) difference) {
        return true;
      }
    }
    return false;
  }

  private void write(int word) {
    chunks.get(chunk)[at++] = word;
  }

  private void writeLong(long bits) {
    write((int) (bits >>> Integer.SIZE));
    write((int) bits);
  }

  private static long readLong(int[] words, int at) {
    return (long) words[at] << Integer.SIZE | Integer.toUnsignedLong(words[at + 1]);
  }

  private int hoursBegun(int source, ReadingRun run) {
    int begun = 0;
    long hour = lastHourOf[source];
    for (long timestamp : run.timestampsMillis()) {
      long next = Math.floorDiv(timestamp, HOUR_MILLIS);
      if (next != hour) {
        hour = next;
        begun++;
      }
    }
    lastHourOf[source] = hour;
    return begun;
  }

  /** A source that is not of these has a number of others, or of none yet. */
  private int indexOf(Source source) {
    if (source.column < sources.size() && sources.get(source.column) == source) {
      return source.column;
    }
    int index = sources.size();
    if (index == lastRunOf.length) {
      int capacity = index + (index >> 1);
      lastHourOf = Arrays.copyOf(lastHourOf, capacity);
      lastRunOf = Arrays.copyOf(lastRunOf, capacity);
      runsOf = Arrays.copyOf(runsOf, capacity);
      readingsOf = Arrays.copyOf(readingsOf, capacity);
    }
    lastHourOf[index] = Long.MIN_VALUE;
    lastRunOf[index] = NONE;
    runsOf[index] = 0;
    readingsOf[index] = 0;
    sources.add(source);
    source.column = index;
    return index;
  }

  /** In a chunk, where the next run has to begin; one that is longer has a chunk of its own. */
  private void makeRoomFor(int words) {
    if (at + words <= CHUNK) {
      return;
    }
    chunk++;
    at = 0;
    if (chunk == chunks.size()) {
      chunks.add(new int[Math.max(CHUNK, words)]);
    } else if (chunks.get(chunk).length < words) {
      chunks.set(chunk, new int[words]);
    }
  }

  /** Gives away what each source sent, in the order in which they first came, and is empty then. */
  List<Packed> take() {
    List<Packed> packed = new ArrayList<>(sources.size());
    for (int source = 0; source < sources.size(); source++) {
      packed.add(new Packed(sources.get(source), PackedReadings.of(readings(source))));
    }
    clear();
    return packed;
  }

  private Readings readings(int source) {
    int[] runs = new int[runsOf[source]];
    int run = lastRunOf[source];
    for (int i = runs.length - 1; i >= 0; i--) {
      runs[i] = run;
      run = chunkOf(run)[run & CHUNK - 1];
    }
    Readings.Builder builder = Readings.builder(readingsOf[source]);
    for (int each : runs) {
      addRun(chunkOf(each), each & CHUNK - 1, builder);
    }
    return builder.build();
  }

  private int[] chunkOf(int run) {
    return chunks.get(run >>> CHUNK_BITS);
  }

  private static void addRun(int[] words, int begin, Readings.Builder builder) {
    int kind = words[begin + 1];
    boolean wide = (kind & WIDE) != 0;
    Origin origin = Origin.ofCode((byte) (kind >> ORIGIN_SHIFT & ORIGIN_MASK));
    int size = kind >>> SIZE_SHIFT;
    long rank = Integer.toUnsignedLong(words[begin + 2]);
    int timestamps = begin + HEADER;
    int values = timestamps + (wide ? size * 2 : size);
    for (int i = 0; i < size; i++) {
      long timestamp =
          wide ? readLong(words, timestamps + i * 2) : rank * 1000 + words[timestamps + i];
      double value = Double.longBitsToDouble(readLong(words, values + i * 2));
      builder.add(timestamp, value, rank, origin);
    }
  }

  private void clear() {
    sources.clear();
    chunks.removeIf(words -> words.length > CHUNK);
    chunk = NONE;
    at = CHUNK;
  }
}
