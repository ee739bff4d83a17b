package io.kilowatch.emulators.sensor;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one sensor.
 *
 * @param noise standard deviation as a share of the reading
 * @param offset added to each reading, in the sensor's unit
 * @param faultSince when the fault was set
 * @param stuckAt what the sensor repeats if that is its fault: told to all replicas, because load
 *     and parameters are others later; null without a fault, or from a replica that doesn't tell
 * @param changedAt when it was changed last
 * @param changes when each parameter was; null from a replica that tells {@code changedAt} alone
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
    Instant changedAt,
    @Nullable Changes changes) {

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
        Instant.EPOCH,
        Changes.allAt(Instant.EPOCH));
  }

  /**
   * What both tell: of each parameter what was changed later. The same on every replica, in
   * whatever order they are told, so that nothing is lost when two change different ones at once.
   */
  SensorSettings merge(SensorSettings other) {
    SensorSettings interval = later(other, Changes::intervalMillis, SensorSettings::intervalMillis);
    SensorSettings noisy = later(other, Changes::noise, SensorSettings::noise);
    SensorSettings shifted = later(other, Changes::offset, SensorSettings::offset);
    SensorSettings pausing = later(other, Changes::paused, SensorSettings::paused);
    SensorSettings faulty =
        later(other, Changes::fault, each -> each.fault + " " + each.faultSince + each.stuckAt);
    return new SensorSettings(
        sensorId,
        interval.intervalMillis,
        noisy.noise,
        shifted.offset,
        pausing.paused,
        faulty.fault,
        faulty.faultSince,
        faulty.stuckAt,
        changedAt.isAfter(other.changedAt) ? changedAt : other.changedAt,
        new Changes(
            interval.times().intervalMillis(),
            noisy.times().noise(),
            shifted.times().offset(),
            pausing.times().paused(),
            faulty.times().fault()));
  }

  /** Of the same moment the greater wins, so that replicas agree on one. */
  private <T extends Comparable<T>> SensorSettings later(
      SensorSettings other, Function<Changes, Instant> time, Function<SensorSettings, T> value) {
    return Comparator.comparing((SensorSettings each) -> time.apply(each.times()))
                .thenComparing(value)
                .compare(this, other)
            >= 0
        ? this
        : other;
  }

  /** When each parameter was changed. */
  Changes times() {
    return changes == null ? Changes.allAt(changedAt) : changes;
  }

  /** When each parameter of a sensor was changed last; a fault with what belongs to it. */
  record Changes(
      Instant intervalMillis, Instant noise, Instant offset, Instant paused, Instant fault) {

    static Changes allAt(Instant time) {
      return new Changes(time, time, time, time, time);
    }
  }
}
