package io.kilowatch.emulators.sensor;

import io.kilowatch.contracts.reading.Metric;
import java.util.Optional;

/** A sensor's name: the server it sits in and what it measures, {@code <serverId>.<metric>}. */
record SensorId(String serverId, Metric metric) {

  static Optional<SensorId> parse(String text) {
    int dot = text.lastIndexOf('.');
    return dot < 1
        ? Optional.empty()
        : Metric.ofWireName(text.substring(dot + 1))
            .map(metric -> new SensorId(text.substring(0, dot), metric));
  }

  @Override
  public String toString() {
    return serverId + "." + metric.wireName();
  }
}
