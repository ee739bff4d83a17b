package io.kilowatch.history.fleet;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.history.store.SeriesSource;
import io.kilowatch.history.web.LastReading;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.store.Latest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The last power and CO2 of every server in service. */
@Component
final class FleetLatest {

  private final SeriesSource source;

  FleetLatest(SeriesSource source) {
    this.source = source;
  }

  /** One server with its last readings, null where it has had none. */
  record ServerLatest(
      String serverId,
      String serverName,
      String siteId,
      String siteName,
      String rack,
      EnergySource source,
      @Nullable LastReading power,
      @Nullable LastReading co2) {}

  List<ServerLatest> of(Directory directory) {
    List<ServerEntry> servers =
        directory.servers().stream()
            .filter(server -> !server.retired())
            .sorted(Comparator.comparing(ServerEntry::name).thenComparing(ServerEntry::id))
            .toList();
    Map<SeriesKey, Latest> latest =
        source.latest(servers.stream().map(ServerEntry::id).toList()).stream()
            .collect(Collectors.toMap(Latest::key, Function.identity(), FleetLatest::newer));
    return servers.stream().map(server -> of(server, directory, latest)).toList();
  }

  private static ServerLatest of(
      ServerEntry server, Directory directory, Map<SeriesKey, Latest> latest) {
    return new ServerLatest(
        server.id(),
        server.name(),
        server.siteId(),
        GroupBy.siteName(server, directory),
        server.rack(),
        server.energy().source(),
        reading(server, Metric.POWER, latest),
        reading(server, Metric.CO2, latest));
  }

  private static @Nullable LastReading reading(
      ServerEntry server, Metric metric, Map<SeriesKey, Latest> latest) {
    Latest last = latest.get(new SeriesKey(server.id(), metric.wireName()));
    return last == null ? null : LastReading.of(last);
  }

  private static Latest newer(Latest a, Latest b) {
    return a.timestamp().isBefore(b.timestamp()) ? b : a;
  }
}
