package io.kilowatch.history.series;

import io.kilowatch.base.input.TimeRange;

/**
 * How wide the intervals of a series are, and where they start: at whole multiples since 1970, so
 * that a sliding window shows the same intervals again.
 *
 * @param originMillis where an interval starts
 */
record Resolution(long seconds, long originMillis) {

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** Steps that a person can read off an axis; the last one exceeds the longest range. */
  private static final long[] LADDER = {
    1,
    5,
    10,
    15,
    30,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    56 * DAY,
    91 * DAY,
    182 * DAY,
    364 * DAY,
    728 * DAY,
    1456 * DAY,
    2912 * DAY,
    5824 * DAY
  };

  /** The finest that has at most so many intervals in the range. */
  static Resolution of(TimeRange range, int points) {
    for (long seconds : LADDER) {
      // One interval for everything must not be cut by a multiple that happens to lie inside.
      long origin = points == 1 ? range.fromMillis() : 0;
      Resolution candidate = new Resolution(seconds, origin);
      if (candidate.intervals(range) <= points) {
        return candidate;
      }
    }
    throw new IllegalArgumentException("longer than any range may be: " + range);
  }

  long millis() {
    return seconds * 1000;
  }

  /** How many intervals the range touches. */
  long intervals(TimeRange range) {
    return index(range.toMillis() - 1) - index(range.fromMillis()) + 1;
  }

  long index(long millis) {
    return Math.floorDiv(millis - originMillis, millis());
  }

  long startMillis(long index) {
    return originMillis + index * millis();
  }

  /** The widest roll-up that fits into the intervals without being cut. */
  Grain grain() {
    if (seconds % HOUR == 0) {
      return Grain.HOUR;
    }
    return seconds % MINUTE == 0 ? Grain.MINUTE : Grain.READING;
  }
}
