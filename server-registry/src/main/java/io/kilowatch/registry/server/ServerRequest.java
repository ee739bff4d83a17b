package io.kilowatch.registry.server;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.kilowatch.base.input.FieldChecks;
import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.contracts.registry.EnergySpecification;
import io.kilowatch.contracts.registry.SensorMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server as a client sends it; what only answers have may be sent back and changes nothing. */
@JsonIgnoreProperties({
  "id",
  "siteName",
  "gridZone",
  "energyPeriods",
  "sensors",
  "state",
  "registeredAt",
  "retiredAt",
  "version",
  "ingestKey"
})
record ServerRequest(
    @Nullable String name,
    @Nullable String siteId,
    @Nullable String rack,
    @Nullable Integer cores,
    @Nullable EnergyRequest energy,
    @Nullable String sensorMode,
    @Nullable Map<String, @Nullable String> labels) {

  /** Checks the fields; whether the site is there is for others to see. */
  ServerForm checked(FieldChecks checks, SensorMode modeWhereAbsent) {
    return new ServerForm(
        ServerFields.name(checks, name),
        ServerFields.rack(checks, rack),
        checks.whole("cores", cores, 1, ServerFields.MOST_CORES),
        specification(checks),
        ServerFields.sensorMode(checks, sensorMode, modeWhereAbsent),
        ServerFields.labels(checks, labels));
  }

  private EnergySpecification specification(FieldChecks checks) {
    if (energy == null) {
      checks.refuse("energy", "is required");
      return new EnergySpecification(EnergySource.GRID, 0, 0, List.of(), 0);
    }
    return energy.checked(checks);
  }
}
