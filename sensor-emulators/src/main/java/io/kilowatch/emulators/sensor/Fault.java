package io.kilowatch.emulators.sensor;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a sensor misbehaves. */
enum Fault {
  @JsonProperty("none")
  NONE,
  /** Repeats the value it had when the fault began. */
  @JsonProperty("stuck")
  STUCK,
  /** One reading in twenty is five times too high. */
  @JsonProperty("spike")
  SPIKE,
  /** Every other reading is lost, at random. */
  @JsonProperty("drop")
  DROP,
  /** Its clock is two minutes slow. */
  @JsonProperty("skew")
  SKEW
}
