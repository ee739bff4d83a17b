package io.kilowatch.emulators.replay;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which times the readings of a replayed trace have. */
enum Timestamps {
  /** The trace's own, in the past; nothing is read for the present meanwhile. */
  @JsonProperty("original")
  ORIGINAL,
  /** The present: sensors read at their intervals what the trace has at its position. */
  @JsonProperty("now")
  NOW
}
