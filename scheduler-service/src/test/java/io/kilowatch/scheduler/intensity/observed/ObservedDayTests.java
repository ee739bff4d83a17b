package io.kilowatch.scheduler.intensity.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservedDayTests {

  private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "ELECTRICITY_MAPS_ESTIMATE, ELECTRICITY_MAPS_ESTIMATE, 2",
    "ELECTRICITY_MAPS_ESTIMATE, ELECTRICITY_MAPS, 2",
    "ELECTRICITY_MAPS, ELECTRICITY_MAPS_ESTIMATE, 1",
    "ELECTRICITY_MAPS, IMPORT, 2",
    "IMPORT, ELECTRICITY_MAPS, 1",
    "IMPORT, IMPORT, 2"
  })
  void with_theLaterOneWinsUnlessItIsBelievedLess(Source before, Source later, double grams) {
    ObservedDay day =
        ObservedDay.empty("DE", DAY)
            .with(List.of(new Observation(NOON, 1, before)))
            .with(List.of(new Observation(NOON, 2, later)));
    assertThat(day.observations()).hasSize(1);
    assertThat(day.observations().getFirst().gramsPerKwh()).isEqualTo(grams);
  }

  @Test
  void observations_areInTheOrderOfTheirHours() {
    Observation last = new Observation(Instant.parse("2026-03-01T23:00:00Z"), 3, Source.IMPORT);
    Observation first = new Observation(DAY, 1, Source.IMPORT);
    ObservedDay day = ObservedDay.empty("DE", DAY).with(List.of(last)).with(List.of(first));
    assertThat(day.observations()).containsExactly(first, last);
    assertThat(day.id()).isEqualTo("DE/2026-03-01");
  }
}
