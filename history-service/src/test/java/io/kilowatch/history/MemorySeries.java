package io.kilowatch.history;

import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.history.store.SeriesSource;
import io.kilowatch.series.Readings;
import io.kilowatch.series.Sample;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.rollup.Rollup;
import io.kilowatch.series.rollup.Rollups;
import io.kilowatch.series.store.Latest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Series in memory, which counts how many single readings it was asked for. */
public class MemorySeries implements SeriesSource {

  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final Map<SeriesKey, Readings> series = new HashMap<>();
  private long readingsRead;

  public void put(SeriesKey key, Readings readings) {
    series.put(key, readings);
  }

  public Readings all(SeriesKey key) {
    return series.getOrDefault(key, Readings.EMPTY);
  }

  public long readingsRead() {
    return readingsRead;
  }

  @Override
  public Readings readHour(SeriesKey key, Instant hour) {
    long start = Math.floorDiv(hour.toEpochMilli(), HOUR) * HOUR;
    return counted(all(key).slice(start, start + HOUR));
  }

  @Override
  public void read(SeriesKey key, Instant from, Instant to, Predicate<Readings> sink) {
    boolean more = true;
    long start = Math.floorDiv(from.toEpochMilli(), HOUR) * HOUR;
    for (; more && start < to.toEpochMilli(); start += HOUR) {
      Readings hour =
          all(key)
              .slice(
                  Math.max(start, from.toEpochMilli()), Math.min(start + HOUR, to.toEpochMilli()));
      more = hour.isEmpty() || sink.test(counted(hour));
    }
  }

  @Override
  public void readBackwards(SeriesKey key, Instant from, Instant to, Predicate<Readings> sink) {
    boolean more = true;
    long start = Math.floorDiv(to.toEpochMilli() - 1, HOUR) * HOUR;
    for (; more && start + HOUR > from.toEpochMilli(); start -= HOUR) {
      Readings hour =
          all(key)
              .slice(
                  Math.max(start, from.toEpochMilli()), Math.min(start + HOUR, to.toEpochMilli()));
      more = hour.isEmpty() || sink.test(counted(hour));
    }
  }

  @Override
  public List<Rollup> rollups(SeriesKey key, Instant from, Instant to) {
    List<Rollup> rollups = new ArrayList<>();
    long start = Math.ceilDiv(from.toEpochMilli(), HOUR) * HOUR;
    for (; start < to.toEpochMilli(); start += HOUR) {
      Readings hour = all(key).slice(start, start + HOUR);
      if (!hour.isEmpty()) {
        rollups.add(Rollups.of(hour, start, Metric.POWER.maxGap()));
      }
    }
    return rollups;
  }

  @Override
  public List<Rollup> minutes(SeriesKey key, Instant from, Instant to) {
    Readings whole = all(key).slice(from.toEpochMilli(), to.toEpochMilli());
    return Rollups.minutes(whole, Metric.POWER.maxGap());
  }

  @Override
  public Optional<Sample> lastBefore(SeriesKey key, Instant time, Duration atMost) {
    Readings before = all(key).slice(time.minus(atMost).toEpochMilli(), time.toEpochMilli());
    return before.isEmpty() ? Optional.empty() : Optional.of(before.last());
  }

  @Override
  public List<Latest> latest(Collection<String> serverIds) {
    return series.entrySet().stream()
        .filter(entry -> serverIds.contains(entry.getKey().serverId()))
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> latest(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Latest latest(SeriesKey key, Readings readings) {
    int last = readings.size() - 1;
    return new Latest(
        key,
        Instant.ofEpochMilli(readings.timestampMillis(last)),
        readings.value(last),
        readings.origin(last));
  }

  private Readings counted(Readings readings) {
    readingsRead += readings.size();
    return readings;
  }
}
