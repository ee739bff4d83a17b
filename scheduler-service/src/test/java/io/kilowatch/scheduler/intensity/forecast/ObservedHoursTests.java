package io.kilowatch.scheduler.intensity.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ObservedHoursTests {

  private static final long HOUR_SECONDS = 3600;

  @Test
  void weekdayAndHour_areThoseOfTheCalendar() {
    Instant first = Instant.parse("2026-11-27T22:00:00Z");
    ObservedHours hours = new ObservedHours(first.getEpochSecond() / HOUR_SECONDS);
    for (int hour = 0; hour < 400; hour++) {
      LocalDateTime at = LocalDateTime.ofInstant(first, ZoneOffset.UTC).plusHours(hour);
      assertThat(hours.hourOfDay(hour)).isEqualTo(at.getHour());
      assertThat(DayOfWeek.of(hours.weekday(hour) + 1)).isEqualTo(at.getDayOfWeek());
    }
  }

  @Test
  void add_unknown_isTheSameHourADayBefore() {
    ObservedHours hours = new ObservedHours(0);
    for (int hour = 0; hour < 24; hour++) {
      hours.add(100 + hour);
    }
    hours.add(Double.NaN);
    hours.add(500);
    assertThat(hours.gramsPerKwh(24)).isEqualTo(100);
    assertThat(hours.gramsPerKwh(25)).isEqualTo(500);
  }

  @Test
  void add_unknownOnTheFirstDay_isTheFirstHour() {
    ObservedHours hours = new ObservedHours(0);
    hours.add(80);
    hours.add(90);
    hours.add(Double.NaN);
    assertThat(hours.gramsPerKwh(2)).isEqualTo(80);
  }

  @Test
  void add_unknownAtFirst_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ObservedHours(0).add(Double.NaN));
  }

  @Test
  void meanLogarithm_isOfTheHoursUpToAndWithTheLast() {
    ObservedHours hours = new ObservedHours(0);
    for (int hour = 0; hour < 1000; hour++) {
      hours.add(Math.exp(hour % 10));
    }
    assertThat(hours.meanLogarithm(999, 3)).isCloseTo(8, within(1e-9));
    assertThat(hours.meanLogarithm(9, 10)).isCloseTo(4.5, within(1e-9));
  }
}
