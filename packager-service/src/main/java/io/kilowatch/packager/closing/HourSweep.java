package io.kilowatch.packager.closing;

import io.kilowatch.series.store.OpenHour;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

/** Finds the hours that are to be closed: those remembered, and those a crash left open. */
final class HourSweep {

  private static final int AT_ONCE = 500;

  private final ClosingProperties rules;
  private final TouchedHours touched;
  private final HourCloser closer;
  private final Clock clock;

  HourSweep(ClosingProperties rules, TouchedHours touched, HourCloser closer, Clock clock) {
    this.rules = rules;
    this.touched = touched;
    this.closer = closer;
    this.clock = clock;
  }

  /** Closes what readings were stored in and what is due now. */
  void closeRemembered(Hours store) throws InterruptedException {
    List<OpenHour> due;
    do {
      due = touched.takeDue(AT_ONCE);
      closer.close(store, due);
    } while (due.size() == AT_ONCE);
  }

  /** Closes what is open of today and yesterday, whoever stored it. */
  void closeRecent(Hours store, Collection<String> serverIds) throws InterruptedException {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    for (String serverId : serverIds) {
      closeDay(store, serverId, today);
      closeDay(store, serverId, today.minusDays(1));
    }
  }

  /**
   * Closes what is open of the days before yesterday, slowly, the latest first.
   *
   * @param first the earliest day to look at
   */
  void closePast(Hours store, Collection<String> serverIds, LocalDate first)
      throws InterruptedException {
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(2);
    for (; !day.isBefore(first); day = day.minusDays(1)) {
      for (String serverId : serverIds) {
        closeDay(store, serverId, day);
        Thread.sleep(rules.lookPause());
      }
    }
  }

  private void closeDay(Hours store, String serverId, LocalDate day) throws InterruptedException {
    List<OpenHour> due =
        store.open(serverId, day).stream()
            .filter(hour -> pastGrace(hour) && !touched.remembers(hour))
            .toList();
    closer.close(store, due);
  }

  private boolean pastGrace(OpenHour hour) {
    Instant due = hour.hour().plus(TouchedHours.HOUR).plus(rules.grace());
    return !clock.instant().isBefore(due);
  }
}
