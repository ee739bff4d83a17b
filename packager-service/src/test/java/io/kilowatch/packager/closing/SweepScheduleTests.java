package io.kilowatch.packager.closing;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.registry.DirectoryPage;
import io.kilowatch.contracts.registry.SensorMode;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.store.OpenHour;
import io.kilowatch.series.store.PackedReadings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SweepScheduleTests {

  private static final SeriesKey POWER = new SeriesKey("a", "power");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final LocalDate TODAY = LocalDate.ofInstant(NOON, ZoneOffset.UTC);

  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ClosingProperties rules =
      new ClosingProperties(
          Duration.ofMinutes(1),
          Duration.ofMinutes(15),
          Duration.ZERO,
          Duration.ZERO,
          Duration.ofMinutes(10),
          2,
          100,
          0,
          Duration.ZERO);
  private final TouchedHours touched = new TouchedHours(rules, clock);
  private final SpareTime spareTime = new SpareTime(() -> 0, () -> 0, _ -> {});
  private final HourCloser closer = new HourCloser(rules, touched, spareTime, meters);
  private final Directory directory = new Directory(Stream::of);
  private final SlowLook store = new SlowLook();
  private final SweepSchedule schedule =
      new SweepSchedule(
          new HourSweep(rules, touched, closer, spareTime, clock),
          touched,
          rules,
          () -> Optional.of(store),
          directory,
          meters,
          clock);

  @AfterEach
  void stop() {
    schedule.destroy();
    closer.destroy();
  }

  @Test
  void beginLooks_aLookTakesLong_keepsNoDueHourWaiting() throws Exception {
    load();
    Instant due = NOON.minus(Duration.ofHours(2));
    touched.touched(
        Map.of(
            POWER,
            PackedReadings.of(
                Readings.builder(1).add(due.toEpochMilli(), 1, 0, Origin.MEASURED).build())));

    schedule.rememberRecent();
    schedule.beginLooks();
    assertThat(store.looks.poll(30, TimeUnit.SECONDS)).isEqualTo(TODAY);
    schedule.closeRemembered();

    assertThat(store.closed).containsExactly(new OpenHour(POWER, due));
    store.answer.countDown();
    assertThat(store.looks.poll(30, TimeUnit.SECONDS)).isEqualTo(TODAY.minusDays(1));
  }

  @Test
  void beginLooks_registryAnswersLater_looksThen() throws Exception {
    store.answer.countDown();
    schedule.rememberRecent();
    schedule.beginLooks();
    load();

    schedule.beginLooks();

    assertThat(store.looks.poll(30, TimeUnit.SECONDS)).isEqualTo(TODAY);
    assertThat(store.looks.poll(30, TimeUnit.SECONDS)).isEqualTo(TODAY.minusDays(1));
  }

  private void load() {
    directory.apply(new DirectoryPage(1, List.of(server()), List.of(), List.of()), NOON);
  }

  private static ServerEntry server() {
    return new ServerEntry(
        "a", 1, "A", "site", "R1", 8, SensorMode.EXTERNAL, Map.of(), NOON, null, List.of());
  }

  private static final class SlowLook implements Hours {
    private final BlockingQueue<LocalDate> looks = new LinkedBlockingQueue<>();
    private final BlockingQueue<OpenHour> closed = new LinkedBlockingQueue<>();
    private final CountDownLatch answer = new CountDownLatch(1);

    @Override
    public boolean close(SeriesKey key, Instant hour) {
      return closed.add(new OpenHour(key, hour));
    }

    @Override
    public List<String> mayHaveReadings(Collection<String> serverIds, LocalDate day) {
      return List.copyOf(serverIds);
    }

    @Override
    public List<OpenHour> open(String serverId, LocalDate day) {
      looks.add(day);
      try {
        answer.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return List.of();
    }
  }
}
