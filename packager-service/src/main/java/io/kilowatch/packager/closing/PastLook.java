package io.kilowatch.packager.closing;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks through past days on a thread of its own: that takes minutes, and the hours that are due
 * now must not wait for it.
 */
final class PastLook {

  /** Looks from a day on; says whether it came to the end. */
  @FunctionalInterface
  interface Look {
    boolean from(LocalDate day);
  }

  private final Look look;
  private Optional<LocalDate> from = Optional.empty();
  private @Nullable Thread thread;

  PastLook(Look look) {
    this.look = look;
  }

  /** Remembers from which day to look; a look that runs already does not count. */
  synchronized void remember(LocalDate day) {
    from = Optional.of(from.filter(known -> known.isBefore(day)).orElse(day));
  }

  /** Begins to look, unless there is nothing to look for or the last look still runs. */
  synchronized void begin() {
    boolean running = thread != null && thread.isAlive();
    if (!running && from.isPresent()) {
      LocalDate day = from.get();
      from = Optional.empty();
      thread = Thread.ofVirtual().name("past-hours").start(() -> run(day));
    }
  }

  private void run(LocalDate day) {
    boolean ended = false;
    try {
      ended = look.from(day);
    } finally {
      if (!ended) {
        remember(day);
      }
    }
  }

  synchronized void stop() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
