package io.kilowatch.history.series;

import io.kilowatch.base.input.TimeRange;
import io.kilowatch.series.Readings;
import io.kilowatch.series.rollup.Rollup;
import java.util.ArrayList;
import java.util.List;

/** Least, greatest, sum and count of each interval, as readings and roll-ups come by. */
final class Intervals {

  private final TimeRange range;
  private final Resolution resolution;
  private final long first;
  private final double[] min;
  private final double[] max;
  private final double[] sum;
  private final long[] count;

  Intervals(TimeRange range, Resolution resolution) {
    this.range = range;
    this.resolution = resolution;
    this.first = resolution.index(range.fromMillis());
    int size = Math.toIntExact(resolution.intervals(range));
    this.min = new double[size];
    this.max = new double[size];
    this.sum = new double[size];
    this.count = new long[size];
  }

  void add(Readings readings) {
    for (int i = 0; i < readings.size(); i++) {
      double value = readings.value(i);
      add(readings.timestampMillis(i), value, value, value, 1);
    }
  }

  void add(Rollup rollup) {
    add(rollup.startMillis(), rollup.min(), rollup.max(), rollup.sum(), rollup.count());
  }

  private void add(long millis, double least, double greatest, double total, long readings) {
    int i = (int) (resolution.index(millis) - first);
    min[i] = count[i] == 0 ? least : Math.min(min[i], least);
    max[i] = count[i] == 0 ? greatest : Math.max(max[i], greatest);
    sum[i] += total;
    count[i] += readings;
  }

  List<Point> points() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < count.length; i++) {
      if (count[i] > 0) {
        long start = Math.max(resolution.startMillis(first + i), range.fromMillis());
        points.add(new Point(start, min[i], mean(i), max[i]));
      }
    }
    return points;
  }

  /** Rounding may push a sum of equal values past them; the mean stays between the two ends. */
  private double mean(int i) {
    return Math.clamp(sum[i] / count[i], min[i], max[i]);
  }
}
