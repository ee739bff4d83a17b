package io.kilowatch.history.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.live.LiveUpdate;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.SeriesKey;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class FleetThrottleTests {

  private static final SeriesKey KEY = new SeriesKey("a", "power");

  private final MutableClock clock = MutableClock.epochUTC();
  private final FleetThrottle throttle = new FleetThrottle(clock);

  @Test
  void offer_firstOfASeries_passesAtOnce() {
    assertThat(throttle.offer(KEY, update(1))).hasValue(update(1));
    assertThat(throttle.offer(new SeriesKey("b", "power"), update(2))).hasValue(update(2));
  }

  @Test
  void offer_withinASecond_waitsAndTheNewestPasses() {
    throttle.offer(KEY, update(1));
    clock.add(Duration.ofMillis(999));
    assertThat(throttle.offer(KEY, update(2))).isEmpty();
    assertThat(throttle.offer(KEY, update(3))).isEmpty();
    assertThat(throttle.due()).isEmpty();

    clock.add(Duration.ofMillis(1));

    assertThat(throttle.due()).containsExactly(Map.entry(KEY, update(3)));
    assertThat(throttle.due()).isEmpty();
    assertThat(throttle.offer(KEY, update(4))).isEmpty();
  }

  @Test
  void offer_whenDueButNotFlushed_replacesWhatWaited() {
    throttle.offer(KEY, update(1));
    throttle.offer(KEY, update(2));
    clock.add(Duration.ofSeconds(1));

    assertThat(throttle.offer(KEY, update(3))).hasValue(update(3));
    clock.add(Duration.ofSeconds(1));
    assertThat(throttle.due()).isEmpty();
  }

  @Test
  void offer_clockSetBack_passes() {
    throttle.offer(KEY, update(1));
    clock.add(Duration.ofMinutes(-1));
    assertThat(throttle.offer(KEY, update(2))).hasValue(update(2));
  }

  @Test
  void hold_thoughItMightPass_waitsForItsTurn() {
    throttle.hold(KEY, update(1));
    throttle.hold(KEY, update(2));

    assertThat(throttle.due()).containsExactly(Map.entry(KEY, update(2)));
  }

  private static LiveUpdate update(long timestamp) {
    return new LiveUpdate("a", "power", timestamp, 1, Origin.EMULATED);
  }
}
