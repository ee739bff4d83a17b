package io.kilowatch.history.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.kilowatch.base.input.TimeRange;
import java.lang.Thread.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedAccountsTests {

  private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger made = new AtomicInteger();
  private final SharedAccounts shared =
      new SharedAccounts(Clock.fixed(NOON, ZoneOffset.UTC), nanos::get);

  private void ask(Instant from, Instant to, Duration cost) {
    ask("site", from, to, cost);
  }

  private void ask(String groupBy, Instant from, Instant to, Duration cost) {
    shared.of(
        groupBy,
        List.of(new TimeRange(from, to)),
        () -> {
          made.incrementAndGet();
          pass(cost);
          return Map.of();
        });
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void whatWasExpensive_isSharedForFiveTimesAsLong_andThenMadeAnew() {
    ask(MIDNIGHT, NOON, Duration.ofSeconds(2));
    pass(Duration.ofSeconds(9));
    ask(MIDNIGHT, NOON.minusSeconds(3), Duration.ofSeconds(2));
    assertThat(made).hasValue(1);

    pass(Duration.ofSeconds(2));
    ask(MIDNIGHT, NOON, Duration.ofSeconds(2));
    assertThat(made).hasValue(2);
  }

  @Test
  void whatWasVeryExpensive_isSharedForHalfAMinute() {
    ask(MIDNIGHT, NOON, Duration.ofMinutes(1));
    pass(Duration.ofSeconds(29));
    ask(MIDNIGHT, NOON, Duration.ofMinutes(1));
    assertThat(made).hasValue(1);

    pass(Duration.ofSeconds(2));
    ask(MIDNIGHT, NOON, Duration.ofMinutes(1));
    assertThat(made).hasValue(2);
  }

  @Test
  void whatWasCheap_isMadeForEach() {
    ask(MIDNIGHT, NOON, Duration.ofMillis(900));
    ask(MIDNIGHT, NOON, Duration.ofMillis(900));
    assertThat(made).hasValue(2);
  }

  @Test
  void anotherStart_isAnotherAnswer() {
    ask(MIDNIGHT, NOON, Duration.ofSeconds(5));
    ask(MIDNIGHT.plusSeconds(3600), NOON, Duration.ofSeconds(5));
    assertThat(made).hasValue(2);
  }

  @Test
  void otherGroups_areAnotherAnswer() {
    ask("site", MIDNIGHT, NOON, Duration.ofSeconds(5));
    ask("rack", MIDNIGHT, NOON, Duration.ofSeconds(5));
    ask(null, MIDNIGHT, NOON, Duration.ofSeconds(5));
    assertThat(made).hasValue(3);

    ask("rack", MIDNIGHT, NOON, Duration.ofSeconds(5));
    assertThat(made).hasValue(3);
  }

  @Test
  void rangesThatEndedBefore_areMadeForEach() {
    ask(MIDNIGHT, NOON.minusSeconds(31), Duration.ofSeconds(5));
    ask(MIDNIGHT, NOON.minusSeconds(31), Duration.ofSeconds(5));
    assertThat(made).hasValue(2);
  }

  @Test
  void makingFails_whoWaitsFailsWithItAndTheNextMakesItAnew() {
    RuntimeException away = new IllegalStateException("the store is away");
    CountDownLatch storeFails = new CountDownLatch(1);
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    Runnable asking =
        () ->
            failures.add(
                catchThrowable(() ->
                    shared.of(
                        "site",
                        List.of(new TimeRange(MIDNIGHT, NOON)),
                        () -> {
                          made.incrementAndGet();
                          pauseUntil(storeFails);
                          throw away;
                        })));

    Thread.ofPlatform().start(asking);
    await().untilAtomic(made, equalTo(1));
    Thread waiting = Thread.ofPlatform().start(asking);
    await().until(waiting::getState, equalTo(State.WAITING));
    storeFails.countDown();

    await().until(() -> failures.size() == 2);
    assertThat(failures).containsOnly(away);
    assertThat(made).hasValue(1);
    ask(MIDNIGHT, NOON, Duration.ofSeconds(5));
    assertThat(made).hasValue(2);
  }

  private static void pauseUntil(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
