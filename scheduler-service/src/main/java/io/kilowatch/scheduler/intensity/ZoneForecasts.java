package io.kilowatch.scheduler.intensity;

import java.time.Instant;
import java.util.List;

/**
 * What is known of the carbon intensity of grid zones, hour by hour: what was observed, and for
 * other hours the forecast. Readable from every thread.
 */
public interface ZoneForecasts {

  /**
   * The intensities of whole hours, oldest first and without gaps.
   *
   * @param gridZone zone id of Electricity Maps; any text is answered
   * @param from in the first of the hours
   * @param to the first time that is not wanted; after {@code from}
   */
  List<ZoneHour> hours(String gridZone, Instant from, Instant to);

  /** Another number than before once {@link #hours} may answer otherwise at that time. */
  long version(Instant now);
}
