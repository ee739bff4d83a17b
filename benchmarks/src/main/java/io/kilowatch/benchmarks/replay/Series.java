package io.kilowatch.benchmarks.replay;

/** Readings of one sensor, oldest first. */
final class Series {

  private final long[] times;
  private final double[] values;

  Series(long[] times, double[] values) {
    this.times = times;
    this.values = values;
  }

  /** Epoch milliseconds. */
  long[] times() {
    return times;
  }

  double[] values() {
    return values;
  }

  int size() {
    return times.length;
  }
}
