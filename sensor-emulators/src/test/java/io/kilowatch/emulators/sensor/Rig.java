package io.kilowatch.emulators.sensor;

import io.kilowatch.base.carbon.CarbonIntensity;
import io.kilowatch.base.carbon.EmissionRate;
import io.kilowatch.base.directory.Directory;
import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.registry.DirectoryPage;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.emulators.Fleet;
import io.kilowatch.emulators.delivery.Reading;
import io.kilowatch.emulators.replay.Replay;
import io.kilowatch.emulators.replay.TraceDirectory;
import io.kilowatch.emulators.replica.Replicas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One replica's sensors without Spring, driven by hand. */
final class Rig {

  static final Instant START = Instant.parse("2026-03-01T12:00:00.960Z");

  final Directory directory = new Directory(Stream::empty);
  final SettingsBook settings = new SettingsBook(Duration.ofSeconds(1));
  final Sensors sensors = new Sensors(directory);
  final Replay replay = new Replay(new TraceDirectory(null));
  final SensorModel model = new SensorModel(replay, new EmissionRate(new Flat()), settings);
  final List<Reading> sent = new ArrayList<>();
  final SensorLoop loop;

  Rig(Replicas replicas) {
    TraceRows rows = new TraceRows(replay, model, () -> 0, 1);
    loop = new SensorLoop(directory, sensors, settings, model, rows, replicas, sent::addAll);
  }

  static Rig alone(ServerEntry... servers) {
    Rig rig = new Rig(new Replicas("a", START.minusSeconds(10)));
    rig.load(servers);
    return rig;
  }

  void load(ServerEntry... servers) {
    directory.apply(
        new DirectoryPage(1, List.of(servers), List.of(Fleet.site()), List.of()), START);
  }

  /** Ticks every 100 ms from then until before then. */
  void run(Duration from, Duration until) {
    for (long at = from.toMillis(); at < until.toMillis(); at += 100) {
      loop.tick(START.plusMillis(at));
    }
  }

  void run(int seconds) {
    run(Duration.ZERO, Duration.ofSeconds(seconds));
  }

  Sensor sensor(String serverId, Metric metric) {
    return sensors.find(serverId + "." + metric.wireName()).orElseThrow();
  }

  void change(String serverId, Metric metric, SensorPatch patch, Instant at) {
    Sensor sensor = sensor(serverId, metric);
    settings.apply(patch.applyTo(settings.of(sensor.id()), at, model.value(sensor, at)));
  }

  List<Reading> sent(Metric metric) {
    return sent.stream().filter(reading -> reading.metric().equals(metric.wireName())).toList();
  }

  static final class Flat implements CarbonIntensity {

    @Override
    public double gramsPerKwh(String gridZone, Instant at) {
      return 400;
    }

    @Override
    public String basis(String gridZone) {
      return CSV;
    }
  }
}
