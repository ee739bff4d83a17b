package io.kilowatch.scheduler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.scheduler.intensity.ZoneForecasts;
import io.kilowatch.scheduler.intensity.ZoneHour;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.task.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FleetForecastTests {

  private static final Instant NOW = Instant.parse("2026-03-01T12:20:00Z");
  private static final Instant LAST_OBSERVED = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<String> ZONES = List.of("DE", "DE/WIND");

  private final FleetForecast forecasts = new FleetForecast(new ObservedUntilTen());

  @Test
  void between_isOfWholeHours_andTellsWhichWereObserved() {
    IntensityForecast hours = forecasts.between(ZONES, NOW.minus(HOUR.multipliedBy(2)), NOW);
    assertThat(hours.start()).isEqualTo(LAST_OBSERVED.getEpochSecond());
    assertThat(hours.hours()).isEqualTo(3);
    assertThat(hours.isObservedAt(0, LAST_OBSERVED.getEpochSecond())).isTrue();
    assertThat(hours.isObservedAt(0, LAST_OBSERVED.plus(HOUR).getEpochSecond())).isFalse();
    assertThat(hours.gramsPerKwhAt(0, LAST_OBSERVED.plus(HOUR).getEpochSecond())).isEqualTo(11);
  }

  @Test
  void between_aSourceOfItsOwnIsKnownAtAllTimes() {
    IntensityForecast hours = forecasts.between(ZONES, NOW, NOW.plus(HOUR));
    for (long hour = hours.start(); hour < NOW.plus(HOUR).getEpochSecond(); hour += 3600) {
      assertThat(hours.isObservedAt(1, hour)).isTrue();
      assertThat(hours.gramsPerKwhAt(1, hour)).isEqualTo(11);
    }
  }

  /** An hour is often observed after its end only. */
  @Test
  void forPlanner_hasHoursBeforeNow_andAllInWhichTasksMayRun() {
    IntensityForecast hours = forecasts.forPlanner(ZONES, NOW);
    assertThat(hours.start()).isLessThanOrEqualTo(LAST_OBSERVED.getEpochSecond());
    assertThat(hours.start() + hours.hours() * HOUR.toSeconds())
        .isGreaterThanOrEqualTo(NOW.plus(TaskRequest.FARTHEST).getEpochSecond());
  }

  /** An hour of the day has its number as grams. */
  private static final class ObservedUntilTen implements ZoneForecasts {

    @Override
    public List<ZoneHour> hours(String gridZone, Instant from, Instant to) {
      return Stream.iterate(from, hour -> hour.isBefore(to), hour -> hour.plus(HOUR))
          .map(hour -> {
            double grams = hour.getEpochSecond() / 3600 % 24;
            return new ZoneHour(hour, grams, grams, grams, !hour.isAfter(LAST_OBSERVED));
          })
          .toList();
    }

    @Override
    public long version(Instant now) {
      return 1;
    }
  }
}
