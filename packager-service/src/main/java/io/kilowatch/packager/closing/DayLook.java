package io.kilowatch.packager.closing;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks through days, the latest first, on a thread of its own: that takes minutes, and the hours
 * that are due now must not wait for it. Of a large fleet it takes hours, in which a request may
 * well fail: then its day is looked at again, but after all others.
 */
final class DayLook {

  /** Looks at a day; says whether it has seen all of it. */
  @FunctionalInterface
  interface Look {
    boolean at(LocalDate day);
  }

  private final String threadName;
  private final Look look;
  private final SequencedSet<LocalDate> days = new LinkedHashSet<>();
  private @Nullable Thread thread;

  DayLook(String threadName, Look look) {
    this.threadName = threadName;
    this.look = look;
  }

  /** Remembers days to look at; a look at one of them that runs already does not count. */
  synchronized void remember(LocalDate first, LocalDate last) {
    for (LocalDate day = last; !day.isBefore(first); day = day.minusDays(1)) {
      days.add(day);
    }
  }

  /** Begins to look, unless there is nothing to look for or the last look still runs. */
  synchronized void begin() {
    boolean running = thread != null && thread.isAlive();
    if (!running && !days.isEmpty()) {
      thread = Thread.ofVirtual().name(threadName).start(this::run);
    }
  }

  private void run() {
    LocalDate day = next();
    while (day != null && sees(day)) {
      day = next();
    }
  }

  private boolean sees(LocalDate day) {
    boolean seen = false;
    try {
      seen = look.at(day);
    } finally {
      if (!seen) {
        remember(day, day);
      }
    }
    return seen;
  }

  private synchronized @Nullable LocalDate next() {
    return days.isEmpty() ? null : days.removeFirst();
  }

  synchronized void stop() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
