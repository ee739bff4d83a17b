package io.kilowatch.scheduler.intensity.observed;

import java.time.Instant;
import java.util.List;

/** Somebody who can be asked what was observed. */
public interface ObservationSource {

  /**
   * What they know of a zone since a time, oldest first; may be less than what was asked for.
   *
   * @throws SourceRefusal if they don't say
   */
  List<Observation> since(String gridZone, Instant from);
}
