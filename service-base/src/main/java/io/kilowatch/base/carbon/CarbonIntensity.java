package io.kilowatch.base.carbon;

import java.time.Instant;

/** Carbon intensity of the electricity in a grid zone. */
public interface CarbonIntensity {

  /** Basis of hourly values read from a file. */
  String CSV = "csv";

  /** Basis of a built-in profile; nothing that was measured. */
  String SYNTHETIC = "synthetic";

  /**
   * Life-cycle emissions in gCO2eq/kWh, constant within each hour.
   *
   * @param gridZone zone id of Electricity Maps; any text is answered, an unknown zone by a default
   */
  double gramsPerKwh(String gridZone, Instant at);

  /** Where the zone's values come from: {@link #CSV} or {@link #SYNTHETIC}. */
  String basis(String gridZone);
}
