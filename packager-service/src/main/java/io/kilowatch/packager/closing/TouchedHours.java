package io.kilowatch.packager.closing;

import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.store.OpenHour;
import io.kilowatch.series.store.PackedReadings;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Remembers the hours that readings were stored in, until they are due to be closed: {@code grace}
 * after their end, and for late readings when the hour has been quiet for a while. Bounded: of what
 * does not fit, only the earliest day is kept, from which on to look for open hours.
 */
@Component
public class TouchedHours {

  static final Duration HOUR = Duration.ofHours(1);

  /** In milliseconds, because a large fleet has very many. */
  private static final class Touch {
    private final long first;
    private final int jitter;
    private long last;

    Touch(long now, int jitter) {
      this.first = now;
      this.last = now;
      this.jitter = jitter;
    }
  }

  private final ClosingProperties rules;
  private final Clock clock;
  private final Map<OpenHour, Touch> touches = new HashMap<>();
  private @Nullable LocalDate forgottenFrom;

  TouchedHours(ClosingProperties rules, Clock clock) {
    this.rules = rules;
    this.clock = clock;
  }

  /** Readings were stored. */
  public synchronized void touched(Map<SeriesKey, PackedReadings> stored) {
    long now = clock.millis();
    stored.forEach(
        (key, readings) -> readings.hours().forEach(hour -> touch(new OpenHour(key, hour), now)));
  }

  /** An hour is to be tried again. */
  synchronized void again(OpenHour hour) {
    touch(hour, clock.millis());
  }

  private void touch(OpenHour hour, long now) {
    Touch touch = touches.get(hour);
    if (touch != null) {
      touch.last = now;
    } else if (touches.size() < rules.remembered()) {
      touches.put(hour, new Touch(now, jitter()));
    } else {
      forget(LocalDate.ofInstant(hour.hour(), ZoneOffset.UTC));
    }
  }

  private int jitter() {
    return ThreadLocalRandom.current().nextInt(Math.toIntExact(rules.jitter().toMillis()) + 1);
  }

  private void forget(LocalDate day) {
    if (forgottenFrom == null || day.isBefore(forgottenFrom)) {
      forgottenFrom = day;
    }
  }

  /** Hours that are due, at most so many; from here on they are no longer remembered. */
  synchronized List<OpenHour> takeDue(int most) {
    long now = clock.millis();
    List<OpenHour> due = new ArrayList<>();
    Iterator<Map.Entry<OpenHour, Touch>> all = touches.entrySet().iterator();
    while (all.hasNext() && due.size() < most) {
      Map.Entry<OpenHour, Touch> entry = all.next();
      if (now >= dueAt(entry.getKey(), entry.getValue())) {
        due.add(entry.getKey());
        all.remove();
      }
    }
    return due;
  }

  private long dueAt(OpenHour hour, Touch touch) {
    long grace = rules.grace().toMillis();
    long regular = hour.hour().plus(HOUR).toEpochMilli() + grace;
    long quiet = Math.min(touch.last + rules.quiet().toMillis(), touch.first + grace);
    return Math.max(regular, quiet) + touch.jitter;
  }

  /** Whether an hour is remembered, and will be closed when it is due. */
  synchronized boolean remembers(OpenHour hour) {
    return touches.containsKey(hour);
  }

  /** The earliest day with an hour that did not fit, if there was one since the last call. */
  synchronized Optional<LocalDate> takeForgotten() {
    Optional<LocalDate> from = Optional.ofNullable(forgottenFrom);
    forgottenFrom = null;
    return from;
  }

  synchronized int size() {
    return touches.size();
  }
}
