package io.kilowatch.scheduler.intensity;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.base.carbon.CarbonIntensities;
import io.kilowatch.base.carbon.CarbonIntensity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class ProfileForecastsTests {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final MutableClock clock = MutableClock.of(NOON, ZoneOffset.UTC);
  private final CarbonIntensity profile = CarbonIntensities.fromEnvironment(null);
  private final ZoneForecasts forecasts = new ProfileForecasts(profile, clock);

  @Test
  void hours_areWhole_withoutGaps_observedUntilNow() {
    var hours = forecasts.hours("DE", NOON.minusSeconds(1800), NOON.plusSeconds(5400));
    assertThat(hours)
        .extracting(ZoneHour::start)
        .containsExactly(NOON.minusSeconds(3600), NOON, NOON.plusSeconds(3600));
    assertThat(hours).extracting(ZoneHour::observed).containsExactly(true, true, false);
    assertThat(hours)
        .allSatisfy(hour ->
            assertThat(hour.gramsPerKwh())
                .isEqualTo(profile.gramsPerKwh("DE", hour.start()))
                .isEqualTo(hour.lowGramsPerKwh())
                .isEqualTo(hour.highGramsPerKwh()));
  }

  @Test
  void version_changesWithTheHour() {
    long before = forecasts.version();
    clock.add(Duration.ofMinutes(59));
    assertThat(forecasts.version()).isEqualTo(before);
    clock.add(Duration.ofMinutes(1));
    assertThat(forecasts.version()).isNotEqualTo(before);
  }
}
