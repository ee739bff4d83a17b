package io.kilowatch.packager.batch;

import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.reading.ReadingRun;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds what can never be stored. Ingestion refuses all of this at the door; here it is checked
 * again, because anything that can reach the broker can reach the queue.
 */
final class RunCheck {

  private static final int LONGEST_SERVER_ID = 128;
  private static final Duration LONGEST_AHEAD = Duration.ofHours(1);

  /**
   * What expired while it waited in the queue is no dead letter: the store leaves it out by itself.
   */
  private static final Duration LONGEST_EXPIRED = Duration.ofDays(1);

  static final String EXPIRED = "past the retention";

  private final Clock clock;
  private final Duration retention;

  RunCheck(Clock clock, Duration retention) {
    this.clock = clock;
    this.retention = retention;
  }

  /**
   * Why a run can't be stored; empty if it can, but for what {@link #expiredBefore expired}. The
   * same for all that are bad in the same way, since those become one dead letter.
   */
  Optional<String> problem(ReadingRun run) {
    Optional<Metric> metric = Metric.ofWireName(run.metric());
    if (metric.isEmpty()) {
      return Optional.of("unknown metric " + abbreviated(run.metric()));
    }
    if (!isServerId(run.serverId())) {
      return Optional.of("no server can have the id " + abbreviated(run.serverId()));
    }
    return timesProblem(run).or(() -> valuesProblem(run, metric.get()));
  }

  /** Readings before this time can't be stored; the others of their run can. */
  long expiredBefore() {
    return clock.millis() - retention.plus(LONGEST_EXPIRED).toMillis();
  }

  /**
   * By hand: of a large fleet's runs a pattern was a twentieth of the packager's work (ADR 0009).
   */
  private static boolean isServerId(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && c != '-' && c != '_') {
        return false;
      }
    }
    return !id.isEmpty() && id.length() <= LONGEST_SERVER_ID;
  }

  private Optional<String> timesProblem(ReadingRun run) {
    long now = clock.millis();
    long latest = now + LONGEST_AHEAD.toMillis();
    if (run.rankSeconds() < 0 || run.rankSeconds() > latest / 1000) {
      return Optional.of("received before 1970 or in the future");
    }
    for (long timestamp : run.timestampsMillis()) {
      if (timestamp < 0 || timestamp > latest) {
        return Optional.of("a timestamp is before 1970 or in the future");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> valuesProblem(ReadingRun run, Metric metric) {
    for (double value : run.values()) {
      // Written so that a value that is not a number fails too.
      if (!(value >= metric.minimum() && value <= metric.maximum())) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "%s is not from %.0f to %.0f",
                metric.wireName(),
                metric.minimum(),
                metric.maximum()));
      }
    }
    return Optional.empty();
  }

  private static String abbreviated(String text) {
    return "'" + (text.length() <= 64 ? text : text.substring(0, 64) + "...") + "'";
  }
}
