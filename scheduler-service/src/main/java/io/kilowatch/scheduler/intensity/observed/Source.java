package io.kilowatch.scheduler.intensity.observed;

/** Who said what was observed, the one that is believed least first. */
public enum Source {
  /** Electricity Maps where nothing was measured. */
  ELECTRICITY_MAPS_ESTIMATE("electricity-maps-estimate"),

  /** Electricity Maps. */
  ELECTRICITY_MAPS("electricity-maps"),

  /** A table that an administrator sent. */
  IMPORT("import");

  private final String label;

  Source(String label) {
    this.label = label;
  }

  /** Whether what the other says later takes the place of what this one said. */
  boolean yieldsTo(Source other) {
    return compareTo(other) <= 0;
  }

  @Override
  public String toString() {
    return label;
  }
}
