package io.kilowatch.scheduler.intensity.forecast;

import java.util.Arrays;

/**
 * The hours of a zone up to the last one known, oldest first.
 *
 * <p>Where an hour is unknown, the one a day before stands in, and before there is a whole day the
 * last one: what comes after a gap has no part in how the gap is filled.
 */
final class ObservedHours {

  static final int DAY_HOURS = 24;
  static final int WEEK_HOURS = 7 * DAY_HOURS;

  /** Less counts as so much, so that relative errors and logarithms stay finite. */
  static final double LEAST_GRAMS_PER_KWH = 1;

  /** The epoch began on a Thursday, the fourth day of the week. */
  private static final int FIRST_WEEKDAY = 3;

  private final long firstHour;
  private double[] grams = new double[WEEK_HOURS];
  private double[] logarithms = new double[WEEK_HOURS];

  /** Of the logarithms before each hour, so that a mean is one subtraction. */
  private double[] sums = new double[WEEK_HOURS + 1];

  private int size;

  /** No hour so far; the first will be this one, in hours since the epoch. */
  ObservedHours(long firstHour) {
    this.firstHour = firstHour;
  }

  /**
   * Takes the next hour.
   *
   * @param gramsPerKwh NaN where it is unknown, but not at first
   */
  void add(double gramsPerKwh) {
    if (size == grams.length) {
      grow();
    }
    double value = Double.isNaN(gramsPerKwh) ? filled() : gramsPerKwh;
    grams[size] = Math.max(value, LEAST_GRAMS_PER_KWH);
    logarithms[size] = Math.log(grams[size]);
    sums[size + 1] = sums[size] + logarithms[size];
    size++;
  }

  private void grow() {
    int longer = size * 2;
    grams = Arrays.copyOf(grams, longer);
    logarithms = Arrays.copyOf(logarithms, longer);
    sums = Arrays.copyOf(sums, longer + 1);
  }

  private double filled() {
    if (size == 0) {
      throw new IllegalArgumentException("the first hour must be known");
    }
    return grams[Math.max(size - DAY_HOURS, 0)];
  }

  /** How many there are; they are numbered from 0. */
  int size() {
    return size;
  }

  double gramsPerKwh(int hour) {
    return grams[hour];
  }

  double logarithm(int hour) {
    return logarithms[hour];
  }

  /** The mean logarithm of so many hours up to and with this one. */
  double meanLogarithm(int last, int hours) {
    return (sums[last + 1] - sums[last + 1 - hours]) / hours;
  }

  /** 0 to 23, in UTC; of hours to come, too. */
  int hourOfDay(int hour) {
    return (int) Math.floorMod(firstHour + hour, (long) DAY_HOURS);
  }

  /** 0 for Monday to 6, in UTC; of hours to come, too. */
  int weekday(int hour) {
    long day = Math.floorDiv(firstHour + hour, (long) DAY_HOURS);
    return (int) Math.floorMod(day + FIRST_WEEKDAY, 7L);
  }
}
