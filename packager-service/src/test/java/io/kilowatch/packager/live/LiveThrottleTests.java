package io.kilowatch.packager.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.live.LiveUpdate;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.series.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class LiveThrottleTests {

  private final MutableClock clock =
      MutableClock.of(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
  private final LiveThrottle throttle = new LiveThrottle(clock);

  @Test
  void due_firstReading_isShownAtOnce() {
    offer("a", 0, 7);
    assertThat(throttle.due())
        .containsExactly(new LiveUpdate("a", "power", clock.millis(), 7, Origin.MEASURED));
    assertThat(throttle.due()).isEmpty();
  }

  @Test
  void due_thousandReadingsInASecond_showsFourAndTheNewestInTheEnd() {
    int shown = 0;
    double last = 0;
    for (int i = 0; i < 1000; i++) {
      offer("a", 0, i);
      for (LiveUpdate update : throttle.due()) {
        shown++;
        last = update.value();
      }
      clock.add(Duration.ofMillis(1));
    }
    assertThat(shown).isEqualTo(4);
    assertThat(last).isEqualTo(750);
    assertThat(throttle.due()).extracting(LiveUpdate::value).containsExactly(999.0);
  }

  @Test
  void due_readingsOlderThanTwoMinutes_showsNothing() {
    offer("a", -120_000, 1);
    assertThat(throttle.due()).isEmpty();
    assertThat(throttle.size()).isZero();
  }

  @Test
  void due_notNewerThanShown_showsNothing() {
    offer("a", 0, 1);
    throttle.due();
    clock.add(Duration.ofSeconds(1));
    offer("a", -1000, 2);
    offer("a", -5000, 3);
    assertThat(throttle.due()).isEmpty();
  }

  @Test
  void due_olderOfferedAfterNewer_showsTheNewer() {
    offer("a", 0, 1);
    offer("a", -500, 2);
    assertThat(throttle.due()).extracting(LiveUpdate::value).containsExactly(1.0);
  }

  @Test
  void due_runWithManyReadings_showsTheNewest() {
    long now = clock.millis();
    throttle.offer(
        new SeriesKey("a", "power"),
        new ReadingRun(
            "a",
            "power",
            "k",
            Origin.MEASURED,
            now / 1000,
            new long[] {now - 10, now, now - 5},
            new double[] {1, 2, 3}));
    assertThat(throttle.due()).extracting(LiveUpdate::value).containsExactly(2.0);
  }

  @Test
  void due_twoSeries_areThrottledEachByItself() {
    offer("a", 0, 1);
    throttle.due();
    offer("b", 0, 2);
    assertThat(throttle.due()).extracting(LiveUpdate::serverId).containsExactly("b");
  }

  @Test
  void due_nobodyTookItForTwoMinutes_isTooOldByThen() {
    offer("a", 0, 1);
    clock.add(Duration.ofMinutes(2));
    assertThat(throttle.due()).isEmpty();
  }

  @Test
  void due_afterOneAheadOfItsTime_showsWhatComesInTime() {
    offer("a", 300_000, 1);
    throttle.due();
    clock.add(Duration.ofSeconds(1));
    offer("a", 0, 2);
    assertThat(throttle.due()).extracting(LiveUpdate::value).containsExactly(2.0);
  }

  @Test
  void due_clockSetBack_goesOnShowing() {
    offer("a", 0, 1);
    throttle.due();
    clock.add(Duration.ofMinutes(-1));
    offer("a", 61_000, 2);
    assertThat(throttle.due()).extracting(LiveUpdate::value).containsExactly(2.0);
  }

  @Test
  void due_seriesFallsSilent_isForgotten() {
    offer("a", 0, 1);
    throttle.due();
    clock.add(Duration.ofMinutes(5));
    throttle.due();
    assertThat(throttle.size()).isZero();
  }

  private void offer(String serverId, long offsetMillis, double value) {
    long now = clock.millis();
    throttle.offer(
        new SeriesKey(serverId, "power"),
        new ReadingRun(
            serverId,
            "power",
            "k",
            Origin.MEASURED,
            now / 1000,
            new long[] {now + offsetMillis},
            new double[] {value}));
  }
}
