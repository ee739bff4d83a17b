package io.kilowatch.series.store;

import io.kilowatch.series.SeriesKey;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Finds the hours that nobody has closed, or that late readings have opened again. */
final class OpenHours {
  private static final int HOURS_AHEAD = 24;

  private final SegmentTable segments;
  private final HourTable hours;
  private final LatestTable latest;
  private final Clock clock;

  OpenHours(SegmentTable segments, HourTable hours, LatestTable latest, Clock clock) {
    this.segments = segments;
    this.hours = hours;
    this.latest = latest;
    this.clock = clock;
  }

  List<OpenHour> of(String serverId, LocalDate day) {
    List<OpenHour> open = new ArrayList<>();
    for (String metric : BoundedSession.await(latest.metrics(serverId))) {
      open.addAll(of(new SeriesKey(serverId, metric), day));
    }
    return open;
  }

  private List<OpenHour> of(SeriesKey key, LocalDate day) {
    if (!BoundedSession.await(segments.hasAny(key, day))) {
      return List.of();
    }
    Map<SeriesHour, List<HourRow>> rows =
        BoundedSession.await(hours.readHours(key, day)).stream()
            .collect(Collectors.groupingBy(HourRow::hour));
    Iterator<SeriesHour> over =
        DayReader.hoursOf(key, day).filter(hour -> hour.isOver(clock.millis())).iterator();
    List<OpenHour> open = new ArrayList<>();
    new ReadAhead<>(over, HOURS_AHEAD, hour -> look(hour, rows.getOrDefault(hour, List.of())))
        .forEachRemaining(seen -> {
          if (seen.isOpen()) {
            open.add(new OpenHour(key, seen.hour().start()));
          }
        });
    return open;
  }

  private CompletableFuture<Seen> look(SeriesHour hour, List<HourRow> rows) {
    return segments.firstTwoIds(hour).thenApply(ids -> new Seen(hour, ids, rows));
  }

  private record Seen(SeriesHour hour, List<UUID> segments, List<HourRow> rows) {
    boolean isOpen() {
      HourRow trusted = HourRow.trusted(rows);
      boolean closed = trusted != null && segments.equals(List.of(trusted.id()));
      return !segments.isEmpty() && !closed;
    }
  }
}
