package io.kilowatch.emulators.sensor;

import io.kilowatch.base.carbon.EffectivePeriods;
import io.kilowatch.base.carbon.EmissionRate;
import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.emulators.delivery.Reading;
import io.kilowatch.emulators.load.LoadSource;
import io.kilowatch.emulators.load.SeededNoise;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a sensor reads at a time. A function of sensor, parameters, load and time and of nothing
 * else, so that any replica reads the same.
 */
final class SensorModel {

  private static final double SPIKE_SHARE = 0.05;
  private static final double SPIKE_FACTOR = 5;
  private static final double DROP_SHARE = 0.5;
  private static final Duration SKEW = Duration.ofMinutes(2);

  private final LoadSource loads;
  private final EmissionRate emissions;
  private final SettingsBook settings;

  SensorModel(LoadSource loads, EmissionRate emissions, SettingsBook settings) {
    this.loads = loads;
    this.emissions = emissions;
    this.settings = settings;
  }

  /** The reading that the sensor sends at this time; empty when a fault swallows it. */
  Optional<Reading> read(Sensor sensor, Instant at) {
    Fault fault = settings.of(sensor.id()).fault();
    double chance = SeededNoise.uniform(~seed(sensor.id()), at.toEpochMilli());
    return switch (fault) {
      case NONE -> Optional.of(reading(sensor, at, value(sensor, at)));
      case STUCK -> Optional.of(reading(sensor, at, stuck(sensor, at)));
      case SPIKE -> Optional.of(reading(sensor, at, spiked(sensor, at, chance)));
      case DROP ->
          chance < DROP_SHARE
              ? Optional.empty()
              : Optional.of(reading(sensor, at, value(sensor, at)));
      case SKEW -> Optional.of(reading(sensor, at.minus(SKEW), value(sensor, at)));
    };
  }

  /** The reading of a healthy sensor under a load known otherwise. */
  Reading read(Sensor sensor, double load, Instant at) {
    return reading(sensor, at, value(sensor, load, at));
  }

  /** What the sensor's figures are based on at that time. */
  String basis(Sensor sensor, Instant at) {
    return sensor.id().metric() == Metric.CO2
        ? emissions.basis(sensor.server(), sensor.site(), at)
        : loads.basis(at);
  }

  /** Who takes a sensor over may still read for times before its fault began. */
  private double stuck(Sensor sensor, Instant at) {
    SensorSettings own = settings.of(sensor.id());
    if (at.isBefore(own.faultSince())) {
      return value(sensor, at);
    }
    Double stuckAt = own.stuckAt();
    return stuckAt == null ? value(sensor, own.faultSince()) : stuckAt;
  }

  private double spiked(Sensor sensor, Instant at, double chance) {
    double value = value(sensor, at);
    return chance < SPIKE_SHARE ? value * SPIKE_FACTOR : value;
  }

  /** What the sensor has at this time when it is healthy. */
  double value(Sensor sensor, Instant at) {
    return value(sensor, loads.loadAt(sensor.server(), sensor.site(), at), at);
  }

  private double value(Sensor sensor, double load, Instant at) {
    double clean = EffectivePeriods.energy(sensor.server(), at).wattsAt(load);
    double watts = disturbed(new SensorId(sensor.server().id(), Metric.POWER), clean, at);
    if (sensor.id().metric() == Metric.POWER) {
      return watts;
    }
    double grams = emissions.gramsPerHour(watts, sensor.server(), sensor.site(), at);
    return disturbed(sensor.id(), grams, at);
  }

  private double disturbed(SensorId id, double clean, Instant at) {
    SensorSettings own = settings.of(id);
    double noise = own.noise() * SeededNoise.gaussian(seed(id), at.toEpochMilli());
    return rounded(Math.max(clean * (1 + noise) + own.offset(), 0));
  }

  private static Reading reading(Sensor sensor, Instant at, double value) {
    Metric metric = sensor.id().metric();
    double bounded = Math.min(rounded(value), metric.maximum());
    return new Reading(sensor.server().id(), metric.wireName(), at.toEpochMilli(), bounded);
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }

  private static long seed(SensorId id) {
    return SeededNoise.seed(id.toString());
  }
}
