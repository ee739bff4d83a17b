package io.kilowatch.emulators;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator may set.
 *
 * @param ingestionUri base URL of ingestion-service
 * @param schedulerUri base URL of scheduler-service
 * @param ingestKey the emulators' ingest key, {@code kw_...}
 * @param intensityCsv hourly grid intensities; blank for the synthetic profiles
 * @param traceDir directory of traces that may be replayed; blank for none
 * @param interval of a sensor that nobody has changed
 * @param bufferReadings how many readings wait at most while ingestion is away; the default bridges
 *     10 minutes of 100 servers at one reading a second
 */
@ConfigurationProperties("kilowatch.emulators")
public record EmulatorProperties(
    URI ingestionUri,
    URI schedulerUri,
    String ingestKey,
    @DefaultValue("") String intensityCsv,
    @DefaultValue("") String traceDir,
    @DefaultValue("1s") Duration interval,
    @DefaultValue("120000") int bufferReadings) {

  /** What no header may have, as the line break at the end of a secret's file, is no key. */
  private static final Pattern KEY = Pattern.compile("kw_[A-Za-z0-9_-]+");

  public EmulatorProperties {
    if (!KEY.matcher(ingestKey).matches()) {
      throw new IllegalArgumentException(
          "KILOWATCH_EMULATOR_INGEST_KEY must be the emulators' key, kw_ and nothing around it");
    }
    if (interval.toMillis() < 100 || interval.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("The interval must be from 100 ms to 1 h");
    }
  }
}
