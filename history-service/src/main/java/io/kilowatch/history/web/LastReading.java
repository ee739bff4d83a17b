package io.kilowatch.history.web;

import io.kilowatch.series.store.Latest;
import java.time.Instant;
import java.util.Locale;

/**
 * The last reading of a series.
 *
 * @param origin measured, modelled or emulated
 */
public record LastReading(@UtcMillis Instant timestamp, double value, String origin) {

  public static LastReading of(Latest latest) {
    return new LastReading(
        latest.timestamp(), latest.value(), latest.origin().name().toLowerCase(Locale.ROOT));
  }
}
