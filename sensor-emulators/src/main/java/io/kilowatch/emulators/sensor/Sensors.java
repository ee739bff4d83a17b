package io.kilowatch.emulators.sensor;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.registry.SensorMode;
import io.kilowatch.contracts.registry.ServerEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sensors that run now. Nothing starts or stops one: it runs while the directory has its server
 * in service and emulated.
 */
final class Sensors {

  private static final List<Metric> METRICS = List.of(Metric.CO2, Metric.POWER);

  private final Directory directory;

  Sensors(Directory directory) {
    this.directory = directory;
  }

  /** Ordered by id. */
  List<Sensor> all() {
    return directory.servers().stream()
        .filter(Sensors::emulated)
        .sorted(Comparator.comparing(ServerEntry::id))
        .flatMap(this::of)
        .toList();
  }

  Optional<Sensor> find(String id) {
    return SensorId.parse(id)
        .flatMap(sensorId ->
            directory
                .server(sensorId.serverId())
                .filter(Sensors::emulated)
                .flatMap(server ->
                    of(server).filter(sensor -> sensor.id().equals(sensorId)).findFirst()));
  }

  private Stream<Sensor> of(ServerEntry server) {
    return directory.site(server.siteId()).stream()
        .flatMap(site ->
            METRICS.stream()
                .map(metric -> new Sensor(new SensorId(server.id(), metric), server, site)));
  }

  private static boolean emulated(ServerEntry server) {
    return server.sensorMode() == SensorMode.EMULATED && !server.retired();
  }
}
