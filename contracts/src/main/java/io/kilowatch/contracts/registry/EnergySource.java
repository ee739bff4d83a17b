package io.kilowatch.contracts.registry;

/** What a server's electricity is made of. */
public enum EnergySource {
  GRID,
  SOLAR,
  WIND,
  HYDRO,
  NUCLEAR,
  GAS,
  COAL
}
