package io.kilowatch.chat.message;

import io.kilowatch.base.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** At most so many messages of one person in so much time, at this replica. */
@Component
final class RateLimit {

  private static final int MOST_MESSAGES = 20;
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private final Clock clock;
  private final Map<String, Deque<Instant>> sent = new ConcurrentHashMap<>();

  RateLimit(Clock clock) {
    this.clock = clock;
  }

  /**
   * Counts a message.
   *
   * @throws ProblemException 429 when it is one too many, which then does not count
   */
  void count(String userId) {
    Instant now = clock.instant();
    sent.compute(
        userId,
        (id, known) -> {
          Deque<Instant> times = known == null ? new ArrayDeque<>() : known;
          forget(times, now);
          if (times.size() >= MOST_MESSAGES) {
            throw ProblemException.tooManyRequests(
                "At most %d messages in %d seconds.".formatted(MOST_MESSAGES, WINDOW.toSeconds()),
                Duration.between(now, times.getFirst().plus(WINDOW)).plusSeconds(1));
          }
          times.addLast(now);
          return times;
        });
  }

  /** Lets go of those who have said nothing for a while. */
  @Scheduled(fixedDelay = 60_000)
  void sweep() {
    Instant now = clock.instant();
    sent.keySet()
        .forEach(id ->
            sent.computeIfPresent(
                id,
                (_, times) -> {
                  forget(times, now);
                  return times.isEmpty() ? null : times;
                }));
  }

  private static void forget(Deque<Instant> times, Instant now) {
    while (!times.isEmpty() && !times.getFirst().isAfter(now.minus(WINDOW))) {
      times.removeFirst();
    }
  }
}
