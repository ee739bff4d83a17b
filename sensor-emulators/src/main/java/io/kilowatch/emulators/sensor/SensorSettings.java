package io.kilowatch.emulators.sensor;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one sensor.
 *
 * @param noise standard deviation as a share of the reading
 * @param offset added to each reading, in the sensor's unit
 * @param faultSince when the fault was set
 * @param stuckAt what the sensor repeats if that is its fault: told to all replicas, because load
 *     and parameters are others later; null without a fault, or from a replica that doesn't tell
 * @param changedAt the later change wins
 */
record SensorSettings(
    String sensorId,
    long intervalMillis,
    double noise,
    double offset,
    boolean paused,
    Fault fault,
    Instant faultSince,
    @Nullable Double stuckAt,
    Instant changedAt) {

  /** What a sensor starts with; the CO2 sensor has the noise of the power it follows. */
  static SensorSettings initial(SensorId id, Duration interval) {
    double noise =
        switch (id.metric()) {
          case POWER -> 0.01;
          default -> 0;
        };
    return new SensorSettings(
        id.toString(),
        interval.toMillis(),
        noise,
        0,
        false,
        Fault.NONE,
        Instant.EPOCH,
        null,
        Instant.EPOCH);
  }
}
