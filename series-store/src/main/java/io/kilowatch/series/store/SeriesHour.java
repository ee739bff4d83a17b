package io.kilowatch.series.store;

import io.kilowatch.series.SeriesKey;
import java.time.Instant;
import java.time.LocalDate;

/** One hour (UTC) of one series: what a reader takes at a time and a closer closes. */
record SeriesHour(SeriesKey key, long startMillis) {
  static final long MILLIS = 3_600_000;
  static final long DAY_MILLIS = 24 * MILLIS;

  static SeriesHour containing(SeriesKey key, long millis) {
    return new SeriesHour(key, startOfHour(millis));
  }

  /** When the hour (UTC) began that contains a time. */
  static long startOfHour(long millis) {
    return Math.floorDiv(millis, MILLIS) * MILLIS;
  }

  static SeriesHour of(SeriesKey key, LocalDate day, int hour) {
    return new SeriesHour(key, day.toEpochDay() * DAY_MILLIS + hour * MILLIS);
  }

  short bucket() {
    return Bucket.of(key.serverId());
  }

  LocalDate day() {
    return LocalDate.ofEpochDay(Math.floorDiv(startMillis, DAY_MILLIS));
  }

  byte hour() {
    return (byte) (Math.floorMod(startMillis, DAY_MILLIS) / MILLIS);
  }

  long endMillis() {
    return startMillis + MILLIS;
  }

  boolean isOver(long nowMillis) {
    return nowMillis >= endMillis();
  }

  Instant start() {
    return Instant.ofEpochMilli(startMillis);
  }

  @Override
  public String toString() {
    return key.metric() + " of server " + key.serverId() + " in the hour from " + start();
  }
}
