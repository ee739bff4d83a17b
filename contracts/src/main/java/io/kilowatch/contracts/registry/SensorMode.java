package io.kilowatch.contracts.registry;

/** Whether a server's two sensors are emulated by the platform or real ones outside. */
public enum SensorMode {
  EMULATED,
  EXTERNAL
}
