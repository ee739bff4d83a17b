package io.kilowatch.packager.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.live.LiveUpdate;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.series.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class LiveThrottleTests {

  private final MutableClock clock =
      MutableClock.of(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
  private final Audience audience = new Audience(() -> clock.millis() * 1_000_000);
  private final Map<SeriesKey, Consumer<ReadingRun>> listeners = new HashMap<>();
  private final LiveThrottle throttle = new LiveThrottle(clock, audience);

  @Test
  void due_firstReading_isShownAtOnce() {
    offer("a", 0, 7);
    assertThat(due())
        .containsExactly(new LiveUpdate("a", "power", clock.millis(), 7, Origin.MEASURED));
    assertThat(due()).isEmpty();
  }

  @Test
  void due_thousandReadingsInASecond_showsFourAndTheNewestInTheEnd() {
    int shown = 0;
    double last = 0;
    for (int i = 0; i < 1000; i++) {
      offer("a", 0, i);
      for (LiveUpdate update : due()) {
        shown++;
        last = update.value();
      }
      clock.add(Duration.ofMillis(1));
    }
    assertThat(shown).isEqualTo(4);
    assertThat(last).isEqualTo(750);
    assertThat(due()).extracting(LiveUpdate::value).containsExactly(999.0);
  }

  @Test
  void due_readingsOlderThanTwoMinutes_showsNothing() {
    offer("a", -120_000, 1);
    assertThat(due()).isEmpty();
    assertThat(throttle.size()).isZero();
  }

  @Test
  void due_notNewerThanShown_showsNothing() {
    offer("a", 0, 1);
    due();
    clock.add(Duration.ofSeconds(1));
    offer("a", -1000, 2);
    offer("a", -5000, 3);
    assertThat(due()).isEmpty();
  }

  @Test
  void due_olderOfferedAfterNewer_showsTheNewer() {
    offer("a", 0, 1);
    offer("a", -500, 2);
    assertThat(due()).extracting(LiveUpdate::value).containsExactly(1.0);
  }

  @Test
  void due_runWithManyReadings_showsTheNewest() {
    long now = clock.millis();
    offer("a", new long[] {now - 10, now, now - 5}, new double[] {1, 2, 3});
    assertThat(due()).extracting(LiveUpdate::value).containsExactly(2.0);
  }

  @Test
  void due_twoSeries_areThrottledEachByItself() {
    offer("a", 0, 1);
    due();
    offer("b", 0, 2);
    assertThat(due()).extracting(LiveUpdate::serverId).containsExactly("b");
  }

  @Test
  void due_nobodyTookItForTwoMinutes_isTooOldByThen() {
    offer("a", 0, 1);
    clock.add(Duration.ofMinutes(2));
    assertThat(due()).isEmpty();
  }

  @Test
  void due_afterOneAheadOfItsTime_showsWhatComesInTime() {
    offer("a", 300_000, 1);
    due();
    clock.add(Duration.ofSeconds(1));
    offer("a", 0, 2);
    assertThat(due()).extracting(LiveUpdate::value).containsExactly(2.0);
  }

  @Test
  void due_clockSetBack_goesOnShowing() {
    offer("a", 0, 1);
    due();
    clock.add(Duration.ofMinutes(-1));
    offer("a", 61_000, 2);
    assertThat(due()).extracting(LiveUpdate::value).containsExactly(2.0);
  }

  @Test
  void due_seriesFallsSilent_isForgotten() {
    offer("a", 0, 1);
    due();
    clock.add(Duration.ofMinutes(5));
    due();
    assertThat(throttle.size()).isZero();
  }

  @Test
  void due_seriesForgottenThenHeardAgain_isShownAgain() {
    offer("a", 0, 1);
    due();
    clock.add(Duration.ofMinutes(5));
    due();
    offer("a", 0, 2);
    assertThat(due()).extracting(LiveUpdate::value).containsExactly(2.0);
    assertThat(throttle.size()).isEqualTo(1);
  }

  @Test
  void due_severalListenersOfASeries_areThrottledTogether() {
    offer("a", 0, 1);
    due();
    listeners.clear();
    clock.add(Duration.ofMillis(100));
    offer("a", 0, 2);
    assertThat(due()).isEmpty();
  }

  @Test
  void due_serversOfAGroup_comeTogether() {
    offer("Aa", 0, 1);
    offer("BB", 0, 2); // of the same hash code
    offer("c", 0, 3);
    assertThat(throttle.due())
        .extracting(together -> together.updates().size())
        .containsExactlyInAnyOrder(2, 1);
  }

  @Test
  void due_nobodyListens_triesWithOneEachSecond_andKeepsTheOthersForWhoComes() {
    offer("Aa", 0, 1);
    offer("BB", 0, 2);
    String group = throttle.due().getFirst().routingKey();
    audience.returned(group);
    clock.add(Duration.ofMillis(500));
    offer("Aa", 0, 3);
    offer("BB", 0, 4);
    assertThat(due()).isEmpty();

    clock.add(Duration.ofMillis(500));
    assertThat(due()).extracting(LiveUpdate::value).containsExactly(3.0);
    assertThat(due()).isEmpty();
    clock.add(Duration.ofMillis(250));
    assertThat(due()).extracting(LiveUpdate::value).containsExactly(4.0);
  }

  @Test
  void due_theOneOfATrialComesBack_waitsForTheNextSecond() {
    offer("Aa", 0, 1);
    String group = throttle.due().getFirst().routingKey();
    audience.returned(group);
    clock.add(Duration.ofSeconds(1));
    offer("Aa", 0, 2);
    assertThat(due()).hasSize(1);
    audience.returned(group);
    clock.add(Duration.ofMillis(999));
    offer("Aa", 0, 3);
    assertThat(due()).isEmpty();
  }

  @Test
  void due_nobodyListensForMinutes_keepsNothingOld() {
    offer("Aa", 0, 1);
    audience.returned(throttle.due().getFirst().routingKey());
    offer("BB", 0, 2);
    for (int minute = 0; minute < 6; minute++) {
      clock.add(Duration.ofMinutes(1));
      audience.returned(BrokerNames.liveRoutingKey("BB"));
      assertThat(due()).isEmpty();
    }
    assertThat(throttle.size()).isZero();
  }

  private void offer(String serverId, long offsetMillis, double value) {
    offer(serverId, new long[] {clock.millis() + offsetMillis}, new double[] {value});
  }

  private void offer(String serverId, long[] timestampsMillis, double[] values) {
    listeners
        .computeIfAbsent(new SeriesKey(serverId, "power"), throttle::listenerOf)
        .accept(
            new ReadingRun(
                serverId,
                "power",
                "k",
                Origin.MEASURED,
                clock.millis() / 1000,
                timestampsMillis,
                values));
  }

  private List<LiveUpdate> due() {
    return throttle.due().stream().flatMap(together -> together.updates().stream()).toList();
  }
}
