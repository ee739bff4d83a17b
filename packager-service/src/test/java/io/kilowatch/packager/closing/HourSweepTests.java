package io.kilowatch.packager.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.store.OpenHour;
import io.kilowatch.series.store.PackedReadings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class HourSweepTests {

  private static final SeriesKey POWER = new SeriesKey("a", "power");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final MutableClock clock = MutableClock.of(NOON, ZoneOffset.UTC);
  private final ClosingProperties rules =
      new ClosingProperties(
          Duration.ofMinutes(1),
          Duration.ofMinutes(15),
          Duration.ofMinutes(1),
          Duration.ZERO,
          Duration.ofMinutes(10),
          2,
          3,
          35,
          Duration.ZERO);
  private final TouchedHours touched = new TouchedHours(rules, clock);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Duration> rests = new ArrayList<>();
  private double load;
  private long nanos;
  private final SpareTime spareTime = new SpareTime(() -> load, () -> nanos, rests::add);
  private final HourCloser closer = new HourCloser(rules, touched, spareTime, meters);
  private final HourSweep sweep = new HourSweep(rules, touched, closer, spareTime, clock);
  private final FakeHours store = new FakeHours();

  @AfterEach
  void stop() {
    closer.destroy();
  }

  @Test
  void closeRemembered_hourJustOver_waitsForTheGrace() throws Exception {
    touch(POWER, NOON);
    assertClosedAt(NOON.plus(Duration.ofMinutes(74)));
    assertClosedAt(NOON.plus(Duration.ofMinutes(75)), NOON);
    assertClosedAt(NOON.plus(Duration.ofMinutes(90)), NOON);
  }

  @Test
  void closeRemembered_lateReadings_closesAgainOnceQuiet() throws Exception {
    touch(POWER, NOON);
    assertClosedAt(NOON.plus(Duration.ofMinutes(75)), NOON);
    clock.setInstant(NOON.plus(Duration.ofHours(9)));
    touch(POWER, NOON);
    assertClosedAt(clock.instant(), NOON);
    clock.add(Duration.ofMinutes(1));
    assertClosedAt(clock.instant(), NOON, NOON);
  }

  @Test
  void closeRemembered_lateReadingsWithoutEnd_closesAfterTheGrace() throws Exception {
    clock.setInstant(NOON.plus(Duration.ofHours(9)));
    for (int i = 0; i < 30; i++) {
      touch(POWER, NOON);
      sweep.closeRemembered(store);
      clock.add(Duration.ofSeconds(30));
    }
    assertThat(store.closed).isEmpty();
    sweep.closeRemembered(store);
    assertThat(store.closed).containsExactly(new OpenHour(POWER, NOON));
  }

  @Test
  void closeRemembered_readingsAcrossAnHour_closesBoth() throws Exception {
    Readings across =
        Readings.builder(3)
            .add(NOON.minusMillis(1).toEpochMilli(), 1, 0, Origin.MEASURED)
            .add(NOON.toEpochMilli(), 2, 0, Origin.MEASURED)
            .add(NOON.plusSeconds(5).toEpochMilli(), 3, 0, Origin.MEASURED)
            .build();
    touched.touched(Map.of(POWER, PackedReadings.of(across)));
    assertClosedAt(NOON.plus(Duration.ofHours(2)), NOON.minus(Duration.ofHours(1)), NOON);
  }

  @Test
  void closeRemembered_storeFails_triesAgainLater() throws Exception {
    touch(POWER, NOON);
    store.away = true;
    assertClosedAt(NOON.plus(Duration.ofMinutes(80)));
    store.away = false;
    assertClosedAt(NOON.plus(Duration.ofMinutes(80)));
    assertClosedAt(NOON.plus(Duration.ofMinutes(81)), NOON);
    assertThat(meters.counter("kilowatch.packager.hours.failed").count()).isEqualTo(1);
  }

  @Test
  void touched_moreThanFits_saysFromWhichDayToLook() {
    for (int day = 0; day < 5; day++) {
      touch(POWER, NOON.minus(Duration.ofDays(day)));
    }
    assertThat(touched.size()).isEqualTo(3);
    assertThat(touched.takeForgotten())
        .contains(LocalDate.ofInstant(NOON, ZoneOffset.UTC).minusDays(4));
    assertThat(touched.takeForgotten()).isEmpty();
  }

  @Test
  void closeDay_crashLeftHoursOpen_closesThoseOfTheDay() throws Exception {
    Instant old = NOON.minus(Duration.ofDays(20));
    store.open.add(new OpenHour(POWER, old));
    store.open.add(new OpenHour(POWER, NOON.minus(Duration.ofDays(21))));
    sweep.closeDay(store, List.of("a", "b"), day(old));
    assertThat(store.closed).extracting(OpenHour::hour).containsExactly(old);
  }

  @Test
  void closeDay_withinGraceOrRemembered_leavesItAlone() throws Exception {
    clock.setInstant(NOON.plus(Duration.ofMinutes(10)));
    store.open.add(new OpenHour(POWER, NOON.minus(Duration.ofHours(1))));
    store.open.add(new OpenHour(POWER, NOON.minus(Duration.ofHours(5))));
    touch(POWER, NOON.minus(Duration.ofHours(5)));
    sweep.closeDay(store, List.of("a"), day(NOON));
    assertThat(store.closed).isEmpty();
  }

  @Test
  void closeDay_storeFailsForOneServer_closesThoseOfTheOthers() {
    OpenHour open = new OpenHour(POWER, NOON.minus(Duration.ofHours(3)));
    store.open.add(open);
    store.failsFor = "broken";

    assertThatThrownBy(() -> sweep.closeDay(store, List.of("broken", "a"), day(NOON)))
        .isInstanceOf(IllegalStateException.class);

    assertThat(store.closed).containsExactly(open);
  }

  @Test
  void closeDay_serversWithoutReadingsOfTheDay_areNotLookedAt() throws Exception {
    store.silent = Set.of("b", "c");
    sweep.closeDay(store, List.of("a", "b", "c"), day(NOON));
    assertThat(store.lookedAt).containsExactly("a");
  }

  @Test
  void closeDay_busyMachine_restsAfterEachLook() throws Exception {
    load = 1;
    sweep.closeDay(store, List.of("a", "b"), day(NOON));
    assertThat(rests)
        .containsExactly(Duration.ofMillis(4), Duration.ofMillis(40), Duration.ofMillis(40));
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  private void touch(SeriesKey key, Instant at) {
    touched.touched(
        Map.of(
            key,
            PackedReadings.of(
                Readings.builder(1).add(at.toEpochMilli(), 1, 0, Origin.MEASURED).build())));
  }

  private void assertClosedAt(Instant now, Instant... hours) throws Exception {
    clock.setInstant(now);
    sweep.closeRemembered(store);
    assertThat(store.closed).extracting(OpenHour::hour).containsExactlyInAnyOrder(hours);
  }

  private final class FakeHours implements Hours {
    private final List<OpenHour> closed = new CopyOnWriteArrayList<>();
    private final Set<OpenHour> open = ConcurrentHashMap.newKeySet();
    private volatile boolean away;
    private volatile String failsFor = "";
    private volatile Set<String> silent = Set.of();
    private final List<String> lookedAt = new ArrayList<>();

    @Override
    public boolean close(SeriesKey key, Instant hour) {
      if (away) {
        throw new IllegalStateException("away");
      }
      closed.add(new OpenHour(key, hour));
      return true;
    }

    @Override
    public List<String> mayHaveReadings(Collection<String> serverIds, LocalDate day) {
      nanos += Duration.ofMillis(1).toNanos();
      return serverIds.stream().filter(serverId -> !silent.contains(serverId)).toList();
    }

    @Override
    public List<OpenHour> open(String serverId, LocalDate day) {
      nanos += Duration.ofMillis(10).toNanos();
      lookedAt.add(serverId);
      if (serverId.equals(failsFor)) {
        throw new IllegalStateException("too many tombstones");
      }
      return open.stream()
          .filter(hour -> hour.key().serverId().equals(serverId))
          .filter(hour -> day(hour.hour()).equals(day))
          .toList();
    }
  }
}
