package io.kilowatch.series;

import java.util.Arrays;

/**
 * Sorts columns by timestamp and keeps one reading of each: a natural merge sort, n log k of k
 * ascending runs. It orders indexes, four bytes a reading, so that beside the columns and the
 * result there is no third copy of what may be hundreds of thousands.
 */
final class Merge {
  private final Readings columns;

  /** Indexes of the columns, run after run, each of them ascending in time. */
  private int[] order;

  private int[] spare;

  /** Where each run begins in {@code order}, and where the last one ends. */
  private int[] bounds;

  private int runs;

  private Merge(Readings columns, int size) {
    this.columns = columns;
    order = new int[size];
    Arrays.setAll(order, i -> i);
    spare = new int[size];
    bounds = new int[16];
    findRuns(size);
  }

  /**
   * @param columns in any order
   * @param size so many of their readings count
   */
  static Readings of(Readings columns, int size) {
    Merge merge = new Merge(columns, size);
    while (merge.runs > 1) {
      merge.joinNeighbours();
    }
    return columns.pick(merge.order, merge.bounds[1]);
  }

  private void findRuns(int size) {
    for (int i = 1; i <= size; i++) {
      if (i == size || columns.timestampMillis(i) <= columns.timestampMillis(i - 1)) {
        if (++runs == bounds.length) {
          bounds = Arrays.copyOf(bounds, runs * 2);
        }
        bounds[runs] = i;
      }
    }
  }

  private void joinNeighbours() {
    int joined = 0;
    int end = 0;
    for (int run = 0; run < runs; run += 2) {
      int middle = bounds[run + 1];
      int last = run + 1 < runs ? bounds[run + 2] : middle;
      end = join(bounds[run], middle, last, end);
      bounds[++joined] = end;
    }
    runs = joined;
    int[] sources = order;
    order = spare;
    spare = sources;
  }

  /**
   * Joins two runs that lie side by side into the spare indexes.
   *
   * @return where the joined run ends
   */
  private int join(int from, int middle, int end, int to) {
    if (middle == end || time(middle - 1) < time(middle)) {
      System.arraycopy(order, from, spare, to, end - from);
      return to + end - from;
    }
    if (time(end - 1) < time(from)) {
      System.arraycopy(order, middle, spare, to, end - middle);
      System.arraycopy(order, from, spare, to + end - middle, middle - from);
      return to + end - from;
    }
    int i = from;
    int j = middle;
    while (i < middle && j < end) {
      long left = time(i);
      long right = time(j);
      boolean takeLeft =
          left < right || (left == right && Precedence.wins(columns, order[i], order[j]));
      spare[to++] = order[takeLeft ? i : j];
      i += left <= right ? 1 : 0;
      j += right <= left ? 1 : 0;
    }
    System.arraycopy(order, i, spare, to, middle - i);
    System.arraycopy(order, j, spare, to + middle - i, end - j);
    return to + middle - i + end - j;
  }

  private long time(int position) {
    return columns.timestampMillis(order[position]);
  }
}
