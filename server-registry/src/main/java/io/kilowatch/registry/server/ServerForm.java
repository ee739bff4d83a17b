package io.kilowatch.registry.server;

import io.kilowatch.contracts.registry.EnergySpecification;
import io.kilowatch.contracts.registry.SensorMode;
import java.util.Map;

/** What a server shall be, checked. */
record ServerForm(
    String name,
    String rack,
    int cores,
    EnergySpecification energy,
    SensorMode sensorMode,
    Map<String, String> labels) {

  ServerForm {
    labels = Map.copyOf(labels);
  }
}
