package io.kilowatch.registry.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.registry.EnergyPeriod;
import io.kilowatch.contracts.registry.EnergySpecification;
import io.kilowatch.contracts.registry.SensorMode;
import io.kilowatch.registry.site.Site;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server as a client sees it.
 *
 * @param energyPeriods what held when, oldest first; the last is {@code energy}
 * @param state {@code active} or {@code retired}
 * @param version changes with the site, too
 * @param ingestKey only in the answer that registers the server
 */
record ServerAnswer(
    String id,
    String name,
    String siteId,
    String siteName,
    String gridZone,
    String rack,
    int cores,
    EnergySpecification energy,
    List<EnergyPeriod> energyPeriods,
    SensorMode sensorMode,
    Map<String, String> labels,
    List<Sensor> sensors,
    String state,
    Instant registeredAt,
    @Nullable Instant retiredAt,
    @Nullable Long version,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ingestKey) {

  /** A stream of readings that the server has from the start. */
  record Sensor(String metric, String unit, String origin) {

    static Sensor of(Metric metric, SensorMode mode) {
      Origin origin = mode == SensorMode.EMULATED ? Origin.EMULATED : Origin.MEASURED;
      return new Sensor(metric.wireName(), metric.unit(), origin.name().toLowerCase(Locale.ROOT));
    }
  }

  static ServerAnswer of(Server server, Site site, @Nullable String ingestKey) {
    return new ServerAnswer(
        server.id(),
        server.name(),
        server.siteId(),
        site.name(),
        site.current().gridZone(),
        server.rack(),
        server.cores(),
        server.energy(),
        server.periods(),
        server.sensorMode(),
        Label.mapOf(server.labels()),
        Stream.of(Metric.POWER, Metric.CO2)
            .map(metric -> Sensor.of(metric, server.sensorMode()))
            .toList(),
        server.retired() ? "retired" : "active",
        server.registeredAt(),
        server.retiredAt(),
        server.versionIn(site),
        ingestKey);
  }
}
