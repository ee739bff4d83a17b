package io.kilowatch.history.fleet;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.history.store.SeriesSource;
import io.kilowatch.history.web.LastReading;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.store.Latest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Every sensor of every server in service with its last reading: the two that each server has, and
 * whatever else has reported.
 */
@Component
final class FleetSensors {

  private final SeriesSource source;

  FleetSensors(SeriesSource source) {
    this.source = source;
  }

  /** One sensor; without a last reading where it has had none. */
  record Sensor(
      String serverId,
      String serverName,
      String siteName,
      String metric,
      String unit,
      @Nullable LastReading lastReading) {}

  List<Sensor> of(Directory directory) {
    List<ServerEntry> servers =
        directory.servers().stream()
            .filter(server -> !server.retired())
            .sorted(Comparator.comparing(ServerEntry::name).thenComparing(ServerEntry::id))
            .toList();
    Map<SeriesKey, Latest> latest = new HashMap<>();
    for (Latest each : source.latest(servers.stream().map(ServerEntry::id).toList())) {
      latest.put(each.key(), each);
    }
    return servers.stream().flatMap(server -> of(server, directory, latest)).toList();
  }

  private static Stream<Sensor> of(
      ServerEntry server, Directory directory, Map<SeriesKey, Latest> latest) {
    return Arrays.stream(Metric.values())
        .map(metric ->
            sensor(
                server,
                directory,
                metric,
                latest.get(new SeriesKey(server.id(), metric.wireName()))))
        .filter(sensor -> sensor.lastReading() != null || everyServerHas(sensor.metric()));
  }

  private static boolean everyServerHas(String metric) {
    return metric.equals(Metric.POWER.wireName()) || metric.equals(Metric.CO2.wireName());
  }

  private static Sensor sensor(
      ServerEntry server, Directory directory, Metric metric, @Nullable Latest last) {
    return new Sensor(
        server.id(),
        server.name(),
        GroupBy.siteName(server, directory),
        metric.wireName(),
        metric.unit(),
        last == null ? null : LastReading.of(last));
  }
}
