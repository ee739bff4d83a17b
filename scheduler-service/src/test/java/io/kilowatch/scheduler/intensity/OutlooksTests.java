package io.kilowatch.scheduler.intensity;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.base.carbon.CarbonIntensities;
import io.kilowatch.base.carbon.CarbonIntensity;
import io.kilowatch.scheduler.intensity.OutlookHour.Kind;
import io.kilowatch.scheduler.intensity.observed.Observation;
import io.kilowatch.scheduler.intensity.observed.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class OutlooksTests {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final MutableClock clock = MutableClock.of(NOON, ZoneOffset.UTC);
  private final CarbonIntensity profile = CarbonIntensities.fromEnvironment(null);
  private final Outlooks outlooks = new Outlooks(profile, clock);

  @Test
  void hours_ofAZoneThatNobodyObserved_areTheProfile_knownUntilNow() {
    List<ZoneHour> hours = outlooks.hours("DE", NOON.minusSeconds(1800), NOON.plusSeconds(5400));
    assertThat(hours)
        .extracting(ZoneHour::start)
        .containsExactly(NOON.minus(HOUR), NOON, NOON.plus(HOUR));
    assertThat(hours).extracting(ZoneHour::observed).containsExactly(true, true, false);
    assertThat(hours)
        .allSatisfy(hour ->
            assertThat(hour.gramsPerKwh())
                .isEqualTo(profile.gramsPerKwh("DE", hour.start()))
                .isEqualTo(hour.lowGramsPerKwh())
                .isEqualTo(hour.highGramsPerKwh()));
  }

  @Test
  void outlook_isObserved_thenForecast_thenTheProfile() {
    outlooks.put("DE", ZoneOutlook.of(observed(NOON.minus(Duration.ofDays(40)), NOON)));

    List<OutlookHour> hours =
        outlooks.outlook("DE", NOON.minus(HOUR), NOON.plus(Duration.ofHours(170)));

    assertThat(hours.subList(0, 2)).extracting(OutlookHour::kind).containsOnly(Kind.OBSERVED);
    assertThat(hours.getFirst().source()).isEqualTo("electricity-maps");
    assertThat(hours.subList(2, 170)).extracting(OutlookHour::kind).containsOnly(Kind.FORECAST);
    assertThat(hours.subList(170, 171)).extracting(OutlookHour::kind).containsOnly(Kind.PROFILE);
    assertThat(hours.subList(2, 170))
        .allSatisfy(hour ->
            assertThat(hour.gramsPerKwh())
                .isEqualTo(100 + hour.start().atOffset(ZoneOffset.UTC).getHour()));
    assertThat(outlooks.hours("DE", NOON, NOON.plus(HOUR.multipliedBy(3))))
        .extracting(ZoneHour::observed)
        .containsExactly(true, false, false);
  }

  /** The source was away for two days: what is known goes on from there. */
  @Test
  void outlook_afterTheLastObservation_isForecastForThePast_too() {
    Instant last = NOON.minus(Duration.ofDays(2));
    outlooks.put("DE", ZoneOutlook.of(observed(last.minus(Duration.ofDays(40)), last)));

    List<OutlookHour> hours = outlooks.outlook("DE", last.plus(HOUR), NOON);

    assertThat(hours).hasSize(47).extracting(OutlookHour::kind).containsOnly(Kind.FORECAST);
    assertThat(outlooks.hours("DE", last.plus(HOUR), NOON))
        .extracting(ZoneHour::observed)
        .containsOnly(false);
  }

  @Test
  void outlook_ofHoursThatAreMissing_isWhatWasExpectedBeforeThem() {
    List<Observation> some = observed(NOON.minus(Duration.ofDays(10)), NOON);
    some.subList(200, 205).clear();
    some.removeIf(observation -> observation.hour().equals(NOON.minus(Duration.ofDays(9))));
    outlooks.put("DE", ZoneOutlook.of(some));

    Instant gap = NOON.minus(Duration.ofDays(10)).plus(HOUR.multipliedBy(200));
    assertThat(outlooks.outlook("DE", gap, gap.plus(HOUR.multipliedBy(6))))
        .extracting(OutlookHour::kind)
        .containsExactly(
            Kind.FORECAST,
            Kind.FORECAST,
            Kind.FORECAST,
            Kind.FORECAST,
            Kind.FORECAST,
            Kind.OBSERVED);
    // So early nothing could be expected yet.
    Instant early = NOON.minus(Duration.ofDays(9));
    assertThat(outlooks.outlook("DE", early, early.plus(HOUR)).getFirst().kind())
        .isEqualTo(Kind.PROFILE);
    assertThat(outlooks.hours("DE", early, early.plus(HOUR)).getFirst().observed()).isFalse();
  }

  @Test
  void outlook_holdsTheLastFiveWeeks() {
    ZoneOutlook outlook = ZoneOutlook.of(observed(NOON.minus(Duration.ofDays(60)), NOON));
    assertThat(outlook.first()).isEqualTo(NOON.plus(HOUR).minus(Duration.ofDays(35)));
    assertThat(outlook.hour(outlook.first())).isPresent();
    assertThat(outlook.hour(outlook.first().minus(HOUR))).isEmpty();
  }

  @Test
  void version_changesWithTheHourAndWithWhatIsKnown() {
    Instant hour = NOON.truncatedTo(ChronoUnit.HOURS);
    long before = outlooks.version(hour);
    assertThat(outlooks.version(hour.plus(Duration.ofMinutes(59)))).isEqualTo(before);
    long nextHour = outlooks.version(hour.plus(HOUR));
    assertThat(nextHour).isNotEqualTo(before);
    outlooks.put("DE", ZoneOutlook.of(observed(NOON, NOON)));
    assertThat(outlooks.version(hour.plus(HOUR))).isNotEqualTo(nextHour).isNotEqualTo(before);
  }

  /** Each hour of the day has a value of its own. */
  private static List<Observation> observed(Instant first, Instant last) {
    List<Observation> all = new ArrayList<>();
    for (Instant hour = first; !hour.isAfter(last); hour = hour.plus(HOUR)) {
      double grams = 100 + hour.atOffset(ZoneOffset.UTC).getHour();
      all.add(new Observation(hour, grams, Source.ELECTRICITY_MAPS));
    }
    return all;
  }
}
