package io.kilowatch.emulators.sensor;

import io.kilowatch.emulators.replica.SharedState;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sensors' parameters, on every replica; sensors nobody changed have the initial ones. */
final class SettingsBook implements SharedState<SensorSettings> {

  private final Duration initialInterval;
  private final Map<String, SensorSettings> changed = new ConcurrentHashMap<>();

  SettingsBook(Duration initialInterval) {
    this.initialInterval = initialInterval;
  }

  SensorSettings of(SensorId id) {
    SensorSettings settings = changed.get(id.toString());
    return settings == null ? SensorSettings.initial(id, initialInterval) : settings;
  }

  @Override
  public Class<SensorSettings> type() {
    return SensorSettings.class;
  }

  @Override
  public void apply(SensorSettings change) {
    changed.merge(change.sensorId(), change, SensorSettings::merge);
  }

  @Override
  public Collection<SensorSettings> snapshot() {
    return List.copyOf(changed.values());
  }
}
