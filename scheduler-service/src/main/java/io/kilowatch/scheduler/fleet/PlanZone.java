package io.kilowatch.scheduler.fleet;

import io.kilowatch.base.carbon.LifeCycleFactor;
import io.kilowatch.contracts.registry.EnergySource;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The zones that the planner knows. A server with a source of its own stands in a zone of that
 * source within its grid's, where the intensity is always the source's.
 */
public final class PlanZone {

  private static final String SEPARATOR = "/";

  private PlanZone() {}

  static String of(String gridZone, EnergySource source) {
    return source == EnergySource.GRID ? gridZone : gridZone + SEPARATOR + source;
  }

  static String gridZone(String planZone) {
    return planZone.split(SEPARATOR, 2)[0];
  }

  /** gCO2eq/kWh of a source of its own; empty where it is the grid's. */
  static OptionalDouble ownGramsPerKwh(String planZone) {
    int at = planZone.indexOf(SEPARATOR);
    return at < 0
        ? OptionalDouble.empty()
        : LifeCycleFactor.gramsPerKwh(EnergySource.valueOf(planZone.substring(at + 1)));
  }

  /** Grid zones with all that stands in them. */
  public static Set<String> within(Set<String> gridZones) {
    return gridZones.stream()
        .flatMap(zone ->
            Stream.concat(
                Stream.of(zone),
                Arrays.stream(EnergySource.values()).map(source -> of(zone, source))))
        .collect(Collectors.toUnmodifiableSet());
  }
}
