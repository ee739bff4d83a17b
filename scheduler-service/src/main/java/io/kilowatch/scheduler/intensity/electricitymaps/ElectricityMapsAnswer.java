package io.kilowatch.scheduler.intensity.electricitymaps;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.kilowatch.scheduler.intensity.observed.Observation;
import io.kilowatch.scheduler.intensity.observed.Source;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Electricity Maps answers, so far as it is read.
 *
 * @param data of {@code /past-range}; {@code /history} calls it history
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ElectricityMapsAnswer(@JsonAlias("history") @Nullable List<Hour> data) {

  /**
   * One hour.
   *
   * @param carbonIntensity gCO2eq/kWh, life cycle; null where nothing is known
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Hour(
      @Nullable Instant datetime, @Nullable Double carbonIntensity, @Nullable Boolean isEstimated) {

    private Stream<Observation> observation() {
      if (datetime == null || carbonIntensity == null || !plausible(carbonIntensity)) {
        return Stream.empty();
      }
      Source source =
          Boolean.TRUE.equals(isEstimated)
              ? Source.ELECTRICITY_MAPS_ESTIMATE
              : Source.ELECTRICITY_MAPS;
      Instant hour = datetime.truncatedTo(ChronoUnit.HOURS);
      return Stream.of(new Observation(hour, carbonIntensity, source));
    }

    private static boolean plausible(double grams) {
      return grams >= 0 && grams <= Observation.HIGHEST_GRAMS_PER_KWH;
    }
  }

  List<Observation> observations() {
    return data == null
        ? List.of()
        : data.stream()
            .flatMap(Hour::observation)
            .sorted(Comparator.comparing(Observation::hour))
            .toList();
  }
}
