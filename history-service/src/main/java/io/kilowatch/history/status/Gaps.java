package io.kilowatch.history.status;

import io.kilowatch.series.Readings;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the gaps between readings as they come by in order, and remembers the latest. */
final class Gaps {

  private static final int REMEMBERED = 100;

  private final long longestSpacingMillis;
  private final Deque<SensorStatus.Gap> latest = new ArrayDeque<>();
  private int count;
  private @Nullable Long previous;

  /**
   * No gaps yet.
   *
   * @param longestSpacingMillis beyond which there is a gap
   * @param previous time of the last reading before; null where there is none
   */
  Gaps(long longestSpacingMillis, @Nullable Long previous) {
    this.longestSpacingMillis = longestSpacingMillis;
    this.previous = previous;
  }

  void add(Readings readings) {
    for (int i = 0; i < readings.size(); i++) {
      long next = readings.timestampMillis(i);
      if (tooFar(next)) {
        remember(Instant.ofEpochMilli(next));
      }
      previous = next;
    }
  }

  /** Ends with a gap that lasts, if there has been no reading for too long. */
  void endAt(long nowMillis) {
    if (tooFar(nowMillis)) {
      remember(null);
    }
  }

  List<SensorStatus.Gap> latest() {
    return List.copyOf(latest);
  }

  int count() {
    return count;
  }

  private boolean tooFar(long nextMillis) {
    return previous != null && nextMillis - previous > longestSpacingMillis;
  }

  private void remember(@Nullable Instant end) {
    Long start = previous;
    if (start == null) {
      return;
    }
    if (latest.size() == REMEMBERED) {
      latest.removeFirst();
    }
    latest.addLast(new SensorStatus.Gap(Instant.ofEpochMilli(start), end));
    count++;
  }
}
