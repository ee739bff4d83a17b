package io.kilowatch.history.status;

import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.history.store.SeriesSource;
import io.kilowatch.history.web.LastReading;
import io.kilowatch.series.Sample;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.store.Latest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says of each of a server's sensors when it last reported, how often it does, and when not. */
@Component
final class SensorStatuses {

  private static final Duration WINDOW = Duration.ofHours(24);

  /** How old a reading may be that a gap begins with: longer than an outage of any weekend. */
  private static final Duration FARTHEST_BACK = Duration.ofDays(30);

  /** As in discovery, three intervals of silence mean that something is wrong. */
  private static final int INTERVALS_OF_SILENCE = 3;

  /** As long as readings may be on their way: those of a large fleet are stored together. */
  private static final Duration ON_THE_WAY = Duration.ofSeconds(15);

  private final SeriesSource source;
  private final Clock clock;

  SensorStatuses(SeriesSource source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  List<SensorStatus> of(ServerEntry server) {
    Map<Metric, Latest> latest = new EnumMap<>(Metric.class);
    for (Latest each : source.latest(List.of(server.id()))) {
      Metric.ofWireName(each.key().metric()).ifPresent(metric -> latest.put(metric, each));
    }
    // Every server has these two sensors, whether they have reported or not.
    Set<Metric> sensors = EnumSet.of(Metric.POWER, Metric.CO2);
    sensors.addAll(latest.keySet());
    return sensors.stream().map(metric -> of(server, metric, latest.get(metric))).toList();
  }

  private SensorStatus of(ServerEntry server, Metric metric, @Nullable Latest last) {
    if (last == null) {
      return new SensorStatus(metric.wireName(), metric.unit(), null, null, null, List.of(), 0);
    }
    Instant now = clock.instant();
    OptionalLong interval = Spacing.median(source, last.key(), last.timestamp());
    Gaps gaps = gaps(last, interval, now, server.retired());
    return new SensorStatus(
        metric.wireName(),
        metric.unit(),
        LastReading.of(last),
        Math.max(0, Duration.between(last.timestamp(), now).toMillis() / 1000.0),
        interval.isEmpty() ? null : interval.getAsLong() / 1000.0,
        gaps.latest(),
        gaps.count());
  }

  private Gaps gaps(Latest last, OptionalLong interval, Instant now, boolean retired) {
    if (interval.isEmpty()) {
      return new Gaps(Long.MAX_VALUE, null);
    }
    Gaps gaps =
        new Gaps(interval.getAsLong() * INTERVALS_OF_SILENCE, lastBefore(last, now.minus(WINDOW)));
    source.read(
        last.key(),
        now.minus(WINDOW),
        now,
        hour -> {
          gaps.add(hour);
          return true;
        });
    if (!retired) {
      gaps.endAt(now.minus(ON_THE_WAY).toEpochMilli());
    }
    return gaps;
  }

  private @Nullable Long lastBefore(Latest last, Instant start) {
    if (last.timestamp().isBefore(start)) {
      return last.timestamp().toEpochMilli();
    }
    SeriesKey key = last.key();
    return source
        .lastBefore(key, start, WINDOW)
        .map(Sample::timestampMillis)
        .or(() -> lastLongBefore(key, start))
        .orElse(null);
  }

  /** An outage that reaches into the window may have begun long before: a day is read at a time. */
  private Optional<Long> lastLongBefore(SeriesKey key, Instant start) {
    List<Long> found = new ArrayList<>(1);
    source.readBackwards(
        key,
        start.minus(FARTHEST_BACK),
        start.minus(WINDOW),
        hour -> {
          found.add(hour.lastMillis());
          return false;
        });
    return found.stream().findFirst();
  }
}
