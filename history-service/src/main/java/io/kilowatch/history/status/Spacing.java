package io.kilowatch.history.status;

import io.kilowatch.history.store.SeriesSource;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/** Tells a sensor's interval from its latest readings. */
final class Spacing {

  private static final int ENOUGH = 100;
  private static final Duration FARTHEST_BACK = Duration.ofHours(24);

  private Spacing() {}

  /** Median milliseconds between the latest readings, from the last one back; empty without two. */
  static OptionalLong median(SeriesSource source, SeriesKey key, Instant last) {
    List<Long> spacings = new ArrayList<>();
    Instant hour = last.truncatedTo(ChronoUnit.HOURS);
    Instant earliest = hour.minus(FARTHEST_BACK);
    long following = last.toEpochMilli();
    while (spacings.size() < ENOUGH && !hour.isBefore(earliest)) {
      Readings readings = source.readHour(key, hour).slice(0, following);
      for (int i = readings.size() - 1; i >= 0 && spacings.size() < ENOUGH; i--) {
        spacings.add(following - readings.timestampMillis(i));
        following = readings.timestampMillis(i);
      }
      hour = hour.minus(1, ChronoUnit.HOURS);
    }
    Collections.sort(spacings);
    return spacings.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(spacings.get(spacings.size() / 2));
  }
}
