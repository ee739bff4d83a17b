package io.kilowatch.packager.closing;

import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.store.OpenHour;
import io.kilowatch.series.store.SeriesStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/** The part of the store that closing needs. */
interface Hours {

  /** Whether there was anything to do. */
  boolean close(SeriesKey key, Instant hour);

  /** Those of these servers that may have readings of a UTC day; the others have none. */
  List<String> mayHaveReadings(Collection<String> serverIds, LocalDate day);

  /** The hours of a UTC day that are over and not closed. */
  List<OpenHour> open(String serverId, LocalDate day);

  static Hours of(SeriesStore store) {
    return new Hours() {
      @Override
      public boolean close(SeriesKey key, Instant hour) {
        return store.close(key, hour);
      }

      @Override
      public List<String> mayHaveReadings(Collection<String> serverIds, LocalDate day) {
        return store.mayHaveReadings(serverIds, day);
      }

      @Override
      public List<OpenHour> open(String serverId, LocalDate day) {
        return store.openHours(serverId, day);
      }
    };
  }
}
