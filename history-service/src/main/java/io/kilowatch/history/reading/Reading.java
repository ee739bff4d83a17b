package io.kilowatch.history.reading;

import io.kilowatch.history.web.UtcMillis;
import io.kilowatch.series.Readings;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Locale;

/** One stored reading, as a page shows it. */
record Reading(
    @UtcMillis Instant timestamp,
    double value,
    @Schema(description = "measured, modelled or emulated") String origin,
    @Schema(description = "When the platform took it, to the second") @UtcMillis
        Instant receivedAt) {

  static Reading of(Readings readings, int i) {
    return new Reading(
        Instant.ofEpochMilli(readings.timestampMillis(i)),
        readings.value(i),
        readings.origin(i).name().toLowerCase(Locale.ROOT),
        Instant.ofEpochSecond(readings.rankSeconds(i)));
  }
}
