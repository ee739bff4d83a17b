package io.kilowatch.emulators.sensor;

import io.kilowatch.base.carbon.CarbonIntensity;
import io.kilowatch.base.carbon.EmissionRate;
import io.kilowatch.base.directory.Directory;
import io.kilowatch.emulators.EmulatorProperties;
import io.kilowatch.emulators.delivery.ReadingSender;
import io.kilowatch.emulators.replay.Replay;
import io.kilowatch.emulators.replica.Replicas;
import io.kilowatch.emulators.task.LoadWithTasks;
import io.kilowatch.emulators.task.RunningTasks;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Wires the sensors between the directory and the sender. */
@Configuration(proxyBeanMethods = false)
class SensorConfiguration {

  @Bean
  SettingsBook settingsBook(EmulatorProperties properties) {
    return new SettingsBook(properties.interval());
  }

  @Bean
  Sensors sensors(Directory directory) {
    return new Sensors(directory);
  }

  @Bean
  SensorModel sensorModel(
      Replay replay, RunningTasks tasks, CarbonIntensity intensity, SettingsBook settings) {
    return new SensorModel(new LoadWithTasks(replay, tasks), new EmissionRate(intensity), settings);
  }

  @Bean
  ReadingSender readingSender(
      EmulatorProperties properties, JsonMapper json, MeterRegistry meters) {
    return new ReadingSender(
        properties.ingestionUri(),
        properties.ingestKey(),
        properties.bufferReadings(),
        json,
        meters);
  }

  @Bean
  SensorLoop sensorLoop(
      EmulatorProperties properties,
      Directory directory,
      Sensors sensors,
      SettingsBook settings,
      SensorModel model,
      Replay replay,
      Replicas replicas,
      ReadingSender sender) {
    TraceRows rows = new TraceRows(replay, model, sender::waiting, properties.bufferReadings() / 2);
    return new SensorLoop(directory, sensors, settings, model, rows, replicas, sender::offer);
  }
}
