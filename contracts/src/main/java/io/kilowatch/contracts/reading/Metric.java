package io.kilowatch.contracts.reading;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The metrics the platform takes, with unit, accepted range and the longest time a reading holds.
 */
public enum Metric {
  /** Electrical power drawn by the server itself, without the building's overhead. */
  POWER("power", "W", 0, 10_000_000),
  /** Emission rate caused by the server, the building's overhead included. */
  CO2("co2", "gCO2eq/h", 0, 1_000_000_000),
  /** Inlet air temperature. */
  TEMPERATURE("temperature", "Cel", -90, 200),
  /** Share of the server's cores that are busy. */
  UTILISATION("utilisation", "1", 0, 1);

  private static final Map<String, Metric> BY_WIRE_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Metric::wireName, Function.identity()));

  private final String wireName;
  private final String unit;
  private final double minimum;
  private final double maximum;

  Metric(String wireName, String unit, double minimum, double maximum) {
    this.wireName = wireName;
    this.unit = unit;
    this.minimum = minimum;
    this.maximum = maximum;
  }

  /** Name in URLs, messages and storage. */
  public String wireName() {
    return wireName;
  }

  /** Unit as UCUM writes it, but for CO2 equivalents, which UCUM lacks. */
  public String unit() {
    return unit;
  }

  public double minimum() {
    return minimum;
  }

  public double maximum() {
    return maximum;
  }

  /**
   * How long a reading holds at most when no other follows. Fixed for each metric: roll-ups on disk
   * depend on it.
   */
  public Duration maxGap() {
    return Duration.ofMinutes(15);
  }

  public static Optional<Metric> ofWireName(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }
}
