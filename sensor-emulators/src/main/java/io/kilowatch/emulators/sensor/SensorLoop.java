package io.kilowatch.emulators.sensor;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.emulators.delivery.Reading;
import io.kilowatch.emulators.replica.Replicas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets every sensor of this replica read at each point of its interval's grid that has passed since
 * the last round.
 *
 * <p>A replica also follows the sensors of the others, a little behind, so that it goes on without
 * a gap when one of them falls silent.
 */
final class SensorLoop {

  /** A replica is missed after its expiry; what it may have left out till then is read again. */
  private static final Duration TAKEOVER = Replicas.EXPIRY.plusSeconds(1);

  /** After a longer pause of the process the past is past. */
  private static final Duration CATCH_UP = Duration.ofSeconds(60);

  private final Directory directory;
  private final Sensors sensors;
  private final SettingsBook settings;
  private final SensorModel model;
  private final TraceRows traceRows;
  private final Replicas replicas;
  private final Consumer<List<Reading>> sender;
  private final Map<SensorId, Long> readUpTo = new HashMap<>();
  private boolean begun;

  SensorLoop(
      Directory directory,
      Sensors sensors,
      SettingsBook settings,
      SensorModel model,
      TraceRows traceRows,
      Replicas replicas,
      Consumer<List<Reading>> sender) {
    this.directory = directory;
    this.sensors = sensors;
    this.settings = settings;
    this.model = model;
    this.traceRows = traceRows;
    this.replicas = replicas;
    this.sender = sender;
  }

  void tick(Instant now) {
    if (!directory.loaded() || !replicas.settled(now)) {
      return;
    }
    Set<String> alive = replicas.alive(now);
    List<Sensor> running = sensors.all();
    List<Sensor> own = running.stream().filter(sensor -> ours(alive, sensor)).toList();
    List<Reading> readings = new ArrayList<>(traceRows.due(own, now));
    boolean live = !traceRows.insteadOfLive(now);
    long unknownUpTo = unknownUpTo(alive, now);
    Set<SensorId> ids = new HashSet<>();
    for (Sensor sensor : running) {
      ids.add(sensor.id());
      long last = readUpTo.getOrDefault(sensor.id(), unknownUpTo);
      readings.addAll(advance(sensor, last, now.toEpochMilli(), ours(alive, sensor), live));
    }
    begun = true;
    readUpTo.keySet().retainAll(ids);
    sender.accept(readings);
  }

  private boolean ours(Set<String> alive, Sensor sensor) {
    return Replicas.owner(alive, sensor.server().id()).equals(replicas.self());
  }

  /**
   * Up to when a sensor that is new here has been read. The others leave a replica its servers as
   * soon as they hear of it, and it begins only when it has settled and knows the servers.
   */
  private long unknownUpTo(Set<String> alive, Instant now) {
    Instant from = begun || alive.size() == 1 ? now : replicas.joinedAt();
    return from.toEpochMilli() - 1;
  }

  private List<Reading> advance(Sensor sensor, long last, long now, boolean ours, boolean live) {
    if (!ours) {
      readUpTo.put(sensor.id(), Math.max(last, now - TAKEOVER.toMillis()));
      return List.of();
    }
    // A clock that was set back must not make a sensor read the same times again.
    readUpTo.put(sensor.id(), Math.max(last, now));
    SensorSettings own = settings.of(sensor.id());
    return live && !own.paused()
        ? readings(sensor, own.intervalMillis(), Math.max(last, now - CATCH_UP.toMillis()), now)
        : List.of();
  }

  private List<Reading> readings(Sensor sensor, long interval, long after, long upTo) {
    List<Reading> readings = new ArrayList<>();
    long first = (Math.floorDiv(after, interval) + 1) * interval;
    for (long at = first; at <= upTo; at += interval) {
      model.read(sensor, Instant.ofEpochMilli(at)).ifPresent(readings::add);
    }
    return readings;
  }
}
