package io.kilowatch.packager.closing;

import io.kilowatch.series.store.OpenHour;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds the hours that are to be closed: those remembered, and those a crash left open. */
final class HourSweep {

  private static final int AT_ONCE = 500;

  private final ClosingProperties rules;
  private final TouchedHours touched;
  private final HourCloser closer;
  private final SpareTime spareTime;
  private final Clock clock;

  HourSweep(
      ClosingProperties rules,
      TouchedHours touched,
      HourCloser closer,
      SpareTime spareTime,
      Clock clock) {
    this.rules = rules;
    this.touched = touched;
    this.closer = closer;
    this.spareTime = spareTime;
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

  /**
   * Closes what is open of a day, whoever stored it, slowly. A server that the store fails for
   * keeps none of the others from being closed.
   */
  void closeDay(Hours store, Collection<String> serverIds, LocalDate day)
      throws InterruptedException {
    Optional<RuntimeException> failure = Optional.empty();
    for (String serverId : spareTime.use(() -> store.mayHaveReadings(serverIds, day))) {
      try {
        closeDay(store, serverId, day);
      } catch (RuntimeException e) {
        failure = Optional.of(e);
      }
      Thread.sleep(rules.lookPause());
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private void closeDay(Hours store, String serverId, LocalDate day) throws InterruptedException {
    List<OpenHour> due =
        spareTime.use(() -> store.open(serverId, day)).stream()
            .filter(hour -> pastGrace(hour) && !touched.remembers(hour))
            .toList();
    closer.close(store, due);
  }

  private boolean pastGrace(OpenHour hour) {
    Instant due = hour.hour().plus(TouchedHours.HOUR).plus(rules.grace());
    return !clock.instant().isBefore(due);
  }
}
