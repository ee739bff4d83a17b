package io.kilowatch.scheduler.intensity.forecast;

import java.util.Arrays;

/**
 * What the regression goes by: hour and weekday of the hour that is forecast, the last values,
 * those of the same hour on the last days, and the level of the last day and week. Values are
 * logarithms less their mean over the last four weeks, so that a zone's level and a season's change
 * are no part of what is learnt, and an error counts relative to what was observed.
 */
final class Features {

  private static final int HOURS = ObservedHours.DAY_HOURS;
  private static final int WEEKDAYS = 7;
  private static final int[] LAST = {0, 1, 2, 3, HOURS};
  private static final int[] DAYS_BEFORE = {0, 1, 2};
  private static final int LEVELS = 2;
  private static final int LEVEL_HOURS = 4 * ObservedHours.WEEK_HOURS;

  /** Hours, weekdays, what depends on the hour, values. */
  static final int COUNT = 2 * HOURS + WEEKDAYS + LAST.length + DAYS_BEFORE.length + 1 + LEVELS;

  private Features() {}

  /** Whether there is enough before an hour to forecast from it. */
  static boolean known(int origin) {
    return origin >= ObservedHours.WEEK_HOURS - 1;
  }

  /** The mean logarithm that values are given relative to. */
  static double level(ObservedHours past, int origin) {
    return past.meanLogarithm(origin, Math.min(origin + 1, LEVEL_HOURS));
  }

  /**
   * Fills the row of one forecast; nothing after its origin is read.
   *
   * @param origin the hour from which it looks ahead
   * @param horizon how many hours ahead, at most three days
   */
  static void fill(double[] row, ObservedHours past, int origin, int horizon) {
    Arrays.fill(row, 0);
    double level = level(past, origin);
    int target = origin + horizon;
    int hourOfDay = past.hourOfDay(target);
    row[hourOfDay] = 1;
    row[HOURS + past.weekday(target)] = 1;
    // How much of what is unusual now still holds then depends on the hour of the day.
    row[HOURS + WEEKDAYS + hourOfDay] = past.logarithm(origin) - level;
    int next = 2 * HOURS + WEEKDAYS;
    for (int before : LAST) {
      row[next++] = past.logarithm(origin - before) - level;
    }
    int sameHour = target - HOURS * Math.ceilDiv(horizon, HOURS);
    for (int days : DAYS_BEFORE) {
      row[next++] = past.logarithm(sameHour - HOURS * days) - level;
    }
    row[next++] = past.logarithm(target - ObservedHours.WEEK_HOURS) - level;
    row[next++] = past.meanLogarithm(origin, HOURS) - level;
    row[next] = past.meanLogarithm(origin, ObservedHours.WEEK_HOURS) - level;
  }
}
