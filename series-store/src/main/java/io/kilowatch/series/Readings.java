package io.kilowatch.series;

import io.kilowatch.contracts.reading.Origin;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Readings of one series as immutable columns, sorted by timestamp, each timestamp once. */
public final class Readings {
  public static final Readings EMPTY =
      new Readings(new long[0], new double[0], new long[0], new byte[0]);

  private final long[] timestamps;
  private final double[] values;
  private final long[] ranks;
  private final byte[] origins;

  Readings(long[] timestamps, double[] values, long[] ranks, byte[] origins) {
    this.timestamps = timestamps;
    this.values = values;
    this.ranks = ranks;
    this.origins = origins;
  }

  /**
   * Takes columns that are sorted already, without copying: the caller gives them away.
   *
   * @param origins {@link Origin#code()} of each reading
   * @throws IllegalArgumentException if timestamps do not ascend strictly, a value is not finite,
   *     an origin is unknown or the columns differ in length
   */
  public static Readings ofSorted(
      long[] timestamps, double[] values, long[] ranks, byte[] origins) {
    int size = timestamps.length;
    if (values.length != size || ranks.length != size || origins.length != size) {
      throw new IllegalArgumentException("columns differ in length");
    }
    for (int i = 0; i < size; i++) {
      if (i > 0 && timestamps[i] <= timestamps[i - 1]) {
        throw new IllegalArgumentException("timestamps do not ascend at reading " + i);
      }
      requireFinite(values[i]);
      Origin.ofCode(origins[i]);
    }
    return size == 0 ? EMPTY : new Readings(timestamps, values, ranks, origins);
  }

  /** Readings in any order, the same timestamp as often as it comes. */
  public static Builder builder(int expected) {
    return new Builder(expected);
  }

  /** The union of all: where several have a timestamp, the one that {@link Precedence} prefers. */
  public static Readings merge(List<Readings> parts) {
    List<Readings> inOrder =
        parts.stream()
            .filter(part -> !part.isEmpty())
            .sorted(Comparator.comparingLong(Readings::firstMillis))
            .toList();
    if (inOrder.size() == 1) {
      return inOrder.getFirst();
    }
    Builder merged = builder(inOrder.stream().mapToInt(Readings::size).sum());
    inOrder.forEach(merged::addAll);
    return merged.build();
  }

  public int size() {
    return timestamps.length;
  }

  public boolean isEmpty() {
    return timestamps.length == 0;
  }

  public long timestampMillis(int i) {
    return timestamps[i];
  }

  public double value(int i) {
    return values[i];
  }

  /** When the platform received the reading, in seconds since the epoch; a later one corrects. */
  public long rankSeconds(int i) {
    return ranks[i];
  }

  public Origin origin(int i) {
    return Origin.ofCode(origins[i]);
  }

  public Sample sample(int i) {
    return new Sample(timestamps[i], values[i]);
  }

  public long firstMillis() {
    return timestamps[0];
  }

  public long lastMillis() {
    return timestamps[timestamps.length - 1];
  }

  public Sample last() {
    return sample(size() - 1);
  }

  /** The readings from the first time, inclusive, to the second, exclusive. */
  public Readings slice(long fromMillis, long toMillis) {
    int from = indexAtOrAfter(fromMillis);
    int to = Math.max(from, indexAtOrAfter(toMillis));
    return between(from, to);
  }

  /** The readings from one index, inclusive, to another, exclusive. */
  public Readings between(int from, int to) {
    if (from == 0 && to == size()) {
      return this;
    }
    return from == to ? EMPTY : copyOfRange(from, to);
  }

  /** Index of the first reading at or after a time; {@link #size()} where there is none. */
  public int indexAtOrAfter(long millis) {
    int found = Arrays.binarySearch(timestamps, millis);
    return found >= 0 ? found : -found - 1;
  }

  private Readings copyOfRange(int from, int to) {
    return new Readings(
        Arrays.copyOfRange(timestamps, from, to),
        Arrays.copyOfRange(values, from, to),
        Arrays.copyOfRange(ranks, from, to),
        Arrays.copyOfRange(origins, from, to));
  }

  /** The readings at the first so many of these indexes. */
  Readings pick(int[] indexes, int count) {
    long[] ts = new long[count];
    double[] vs = new double[count];
    long[] rs = new long[count];
    byte[] os = new byte[count];
    for (int i = 0; i < count; i++) {
      int index = indexes[i];
      ts[i] = timestamps[index];
      vs[i] = values[index];
      rs[i] = ranks[index];
      os[i] = origins[index];
    }
    return new Readings(ts, vs, rs, os);
  }

  private static void requireFinite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value is not finite: " + value);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Readings that
        && Arrays.equals(timestamps, that.timestamps)
        && Arrays.equals(values, that.values)
        && Arrays.equals(ranks, that.ranks)
        && Arrays.equals(origins, that.origins);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(timestamps) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return isEmpty()
        ? "Readings[none]"
        : "Readings[" + size() + " from " + firstMillis() + " to " + lastMillis() + "]";
  }

  /** Gathers readings in any order. Not thread-safe. */
  public static final class Builder {
    private long[] timestamps;
    private double[] values;
    private long[] ranks;
    private byte[] origins;
    private int size;
    private boolean sorted = true;

    private Builder(int expected) {
      int capacity = Math.max(expected, 4);
      timestamps = new long[capacity];
      values = new double[capacity];
      ranks = new long[capacity];
      origins = new byte[capacity];
    }

    /**
     * Adds one.
     *
     * @throws IllegalArgumentException if the value is not finite
     */
    public Builder add(long timestampMillis, double value, long rankSeconds, Origin origin) {
      requireFinite(value);
      ensureRoomFor(1);
      sorted &= size == 0 || timestamps[size - 1] < timestampMillis;
      timestamps[size] = timestampMillis;
      values[size] = value;
      ranks[size] = rankSeconds;
      origins[size++] = origin.code();
      return this;
    }

    public Builder addAll(Readings readings) {
      int length = readings.size();
      if (length == 0) {
        return this;
      }
      ensureRoomFor(length);
      sorted &= size == 0 || timestamps[size - 1] < readings.firstMillis();
      System.arraycopy(readings.timestamps, 0, timestamps, size, length);
      System.arraycopy(readings.values, 0, values, size, length);
      System.arraycopy(readings.ranks, 0, ranks, size, length);
      System.arraycopy(readings.origins, 0, origins, size, length);
      size += length;
      return this;
    }

    public int size() {
      return size;
    }

    public Readings build() {
      if (size == 0) {
        return EMPTY;
      }
      // Full columns are given away as they are: whatever is added moves to longer ones first.
      Readings all = new Readings(timestamps, values, ranks, origins);
      return sorted ? all.between(0, size) : Merge.of(all, size);
    }

    private void ensureRoomFor(int more) {
      if (size + more <= timestamps.length) {
        return;
      }
      int capacity = Math.max(size + more, timestamps.length + (timestamps.length >> 1));
      timestamps = Arrays.copyOf(timestamps, capacity);
      values = Arrays.copyOf(values, capacity);
      ranks = Arrays.copyOf(ranks, capacity);
      origins = Arrays.copyOf(origins, capacity);
    }
  }
}
