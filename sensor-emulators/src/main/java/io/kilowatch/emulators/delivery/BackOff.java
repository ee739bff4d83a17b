package io.kilowatch.emulators.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses between attempts: twice as long each time, within bounds, with jitter. */
final class BackOff {

  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private Duration pause = FIRST;
  private Duration least = Duration.ZERO;

  /** What the server asked for; heeded up to the longest pause. */
  void atLeast(Duration asked) {
    least = asked;
  }

  Duration next() {
    Duration base = least.compareTo(pause) > 0 ? least : pause;
    Duration bounded = base.compareTo(LONGEST) > 0 ? LONGEST : base;
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return bounded.plusMillis(ThreadLocalRandom.current().nextLong(bounded.toMillis() / 4 + 1));
  }

  void reset() {
    pause = FIRST;
    least = Duration.ZERO;
  }
}
