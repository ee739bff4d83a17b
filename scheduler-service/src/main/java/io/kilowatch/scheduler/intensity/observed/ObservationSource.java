package io.kilowatch.scheduler.intensity.observed;

import java.time.Instant;
import java.util.List;

/** Somebody who can be asked what was observed. */
public interface ObservationSource {

  /**
   * What they say.
   *
   * @param observations oldest first
   * @param complete whether that is all that they know; else they keep the past to themselves
   */
  record Answer(List<Observation> observations, boolean complete) {}

  /**
   * What they know of a zone since a time.
   *
   * @throws SourceRefusal if they don't say
   */
  Answer since(String gridZone, Instant from);
}
