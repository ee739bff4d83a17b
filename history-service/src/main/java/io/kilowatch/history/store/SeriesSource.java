package io.kilowatch.history.store;

import io.kilowatch.series.Readings;
import io.kilowatch.series.Sample;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.rollup.Rollup;
import io.kilowatch.series.store.Latest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What this service reads of the series store, so that arithmetic can be tested without one. */
public interface SeriesSource {

  /** The readings of one hour, each timestamp once. */
  Readings readHour(SeriesKey key, Instant hour);

  /** Hands over the readings of a range, hour by hour, until the sink says false. */
  void read(SeriesKey key, Instant from, Instant to, Predicate<Readings> sink);

  /** The same from the last hour to the first; the readings of each are in order. */
  void readBackwards(SeriesKey key, Instant from, Instant to, Predicate<Readings> sink);

  /** One for each hour that has readings and starts in the range, in order. */
  List<Rollup> rollups(SeriesKey key, Instant from, Instant to);

  /** One for each minute that has readings and starts in the range, in order. */
  List<Rollup> minutes(SeriesKey key, Instant from, Instant to);

  /** The last reading before a time, but not older than that by more than the given age. */
  Optional<Sample> lastBefore(SeriesKey key, Instant time, Duration atMost);

  /** The last reading of every series of these servers. */
  List<Latest> latest(Collection<String> serverIds);
}
