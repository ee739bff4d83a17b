package io.kilowatch.scheduler.plan;

import java.util.Arrays;

/**
 * How many cores of one server are taken over time: a step function in two arrays, to which tasks
 * are added and from which they are removed. Equal steps are always one.
 */
final class CoreTimeline {

  private static final int INITIAL_STEPS = 4;

  /** When each step begins. The first is the beginning of time, with no core taken, as the last. */
  private long[] begins = new long[INITIAL_STEPS];

  private int[] taken = new int[INITIAL_STEPS];
  private int steps = 1;

  CoreTimeline() {
    begins[0] = Long.MIN_VALUE;
  }

  int steps() {
    return steps;
  }

  long begin(int step) {
    return begins[step];
  }

  long end(int step) {
    return step + 1 < steps ? begins[step + 1] : Long.MAX_VALUE;
  }

  int taken(int step) {
    return taken[step];
  }

  /** The step that holds at a time. */
  int stepAt(long time) {
    int low = 0;
    int high = steps - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (begins[middle] <= time) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Whether that many cores are free all the while. */
  boolean fits(long start, long end, int cores, int capacity) {
    return mostTaken(start, end) + cores <= capacity;
  }

  /**
   * The first start from which on that many cores are free for so long: the given one, or one that
   * is a number of steps later.
   *
   * @param cores no more than there are
   */
  long firstStart(long from, long step, long seconds, int cores, int capacity) {
    long start = from;
    for (int i = stepAt(from); i < steps && begins[i] < start + seconds; i++) {
      if (taken[i] + cores > capacity && end(i) > start) {
        start = from + Math.ceilDiv(end(i) - from, step) * step;
      }
    }
    return start;
  }

  /** The most cores that are taken at any time of a stretch. */
  int mostTaken(long start, long end) {
    int most = 0;
    for (int step = stepAt(start); step < steps && begins[step] < end; step++) {
      most = Math.max(most, taken[step]);
    }
    return most;
  }

  /**
   * What so many more cores add over a stretch of time.
   *
   * @param watts by cores in use
   * @param rates what a watt counts, in one of their rows
   */
  double added(double[] watts, int cores, HourlyRates rates, int row, long start, long end) {
    double sum = 0;
    int step = stepAt(start);
    double before = rates.until(row, start);
    while (true) {
      long to = Math.min(end, end(step));
      double until = rates.until(row, to);
      sum += (watts[taken[step] + cores] - watts[taken[step]]) * (until - before);
      if (to == end) {
        return sum;
      }
      before = until;
      step++;
    }
  }

  /** Takes cores over a stretch of time, or gives them back if there are fewer than none. */
  void add(long start, long end, int cores) {
    int first = split(start);
    int last = split(end);
    for (int step = first; step < last; step++) {
      taken[step] += cores;
    }
    mergeAt(last);
    mergeAt(first);
  }

  /** Forgets what ended before a time. */
  void forgetBefore(long time) {
    int current = stepAt(time);
    if (current > 1) {
      // The first step stays; the current one may have to begin where its forerunner ended.
      int dropped = current - 1;
      System.arraycopy(begins, current, begins, 1, steps - current);
      System.arraycopy(taken, current, taken, 1, steps - current);
      steps -= dropped;
      mergeAt(1);
    }
  }

  private int split(long time) {
    int step = stepAt(time);
    if (begins[step] == time) {
      return step;
    }
    if (steps == begins.length) {
      begins = Arrays.copyOf(begins, steps * 2);
      taken = Arrays.copyOf(taken, steps * 2);
    }
    System.arraycopy(begins, step + 1, begins, step + 2, steps - step - 1);
    System.arraycopy(taken, step + 1, taken, step + 2, steps - step - 1);
    begins[step + 1] = time;
    taken[step + 1] = taken[step];
    steps++;
    return step + 1;
  }

  private void mergeAt(int step) {
    if (step > 0 && step < steps && taken[step] == taken[step - 1]) {
      System.arraycopy(begins, step + 1, begins, step, steps - step - 1);
      System.arraycopy(taken, step + 1, taken, step, steps - step - 1);
      steps--;
    }
  }
}
