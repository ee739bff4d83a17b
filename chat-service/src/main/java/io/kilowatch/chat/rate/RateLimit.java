package io.kilowatch.chat.rate;

import io.kilowatch.base.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.scheduling.annotation.Scheduled;

/** At most so many things of each sender in ten seconds, at this replica. */
public final class RateLimit {

  private static final Duration WINDOW = Duration.ofSeconds(10);

  private final Clock clock;
  private final int most;
  private final String things;
  private final Map<String, Deque<Instant>> sent = new ConcurrentHashMap<>();

  /**
   * A limit of its own.
   *
   * @param things what they are called when there are too many
   */
  RateLimit(Clock clock, int most, String things) {
    this.clock = clock;
    this.most = most;
    this.things = things;
  }

  /**
   * Counts one.
   *
   * @throws ProblemException 429 when it is one too many, which then does not count
   */
  public void count(String sender) {
    Instant now = clock.instant();
    sent.compute(
        sender,
        (id, known) -> {
          Deque<Instant> times = known == null ? new ArrayDeque<>() : known;
          forget(times, now);
          if (times.size() >= most) {
            throw ProblemException.tooManyRequests(
                "At most %d %s in %d seconds.".formatted(most, things, WINDOW.toSeconds()),
                Duration.between(now, times.getFirst().plus(WINDOW)).plusSeconds(1));
          }
          times.addLast(now);
          return times;
        });
  }

  /** Lets go of those who have said nothing for a while. */
  @Scheduled(fixedDelay = 60_000)
  public void sweep() {
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
