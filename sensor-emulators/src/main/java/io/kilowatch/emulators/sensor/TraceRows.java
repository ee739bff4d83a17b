package io.kilowatch.emulators.sensor;

import io.kilowatch.emulators.delivery.Reading;
import io.kilowatch.emulators.replay.Replay;
import io.kilowatch.emulators.replay.ReplayRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The readings of a trace that is replayed with its original timestamps: one for each sensor and
 * row, as the rows come due. They wait while the sender has much to do, so a speed that ingestion
 * can't follow makes the replay longer and loses nothing.
 *
 * <p>How far another replica came with a sensor that this one takes over is not known: it begins
 * anew, and readings that come again are kept once.
 */
final class TraceRows {

  private static final int MOST_A_TICK = 5_000;

  /**
   * So long after a trace's end all of it counts as sent by whoever had the sensors then, and a
   * sensor that is new here does not begin with it.
   */
  private static final Duration SENT_AFTER = Duration.ofHours(1);

  private final Replay replay;
  private final SensorModel model;
  private final IntSupplier waiting;
  private final int mostWaiting;
  private final Map<SensorId, Integer> nextRows = new HashMap<>();
  private @Nullable ReplayRun run;

  TraceRows(Replay replay, SensorModel model, IntSupplier waiting, int mostWaiting) {
    this.replay = replay;
    this.model = model;
    this.waiting = waiting;
    this.mostWaiting = mostWaiting;
  }

  /** Whether the trace's own times are replayed now, so that nothing is read for the present. */
  boolean insteadOfLive(Instant now) {
    return replay.run().filter(current -> current.original() && !current.over(now)).isPresent();
  }

  List<Reading> due(List<Sensor> own, Instant now) {
    ReplayRun current = replay.run().filter(ReplayRun::original).orElse(null);
    if (current != run) {
      run = current;
      nextRows.clear();
    }
    return current == null ? List.of() : due(current, own, now);
  }

  private List<Reading> due(ReplayRun current, List<Sensor> own, Instant now) {
    // Where a sensor begins must not depend on how long it waits.
    own.forEach(sensor -> nextRows.computeIfAbsent(sensor.id(), id -> firstRow(current, now)));
    int room = Math.min(mostWaiting - waiting.getAsInt(), MOST_A_TICK);
    List<Reading> readings = new ArrayList<>();
    own.forEach(sensor -> advance(current, sensor, now, room, readings));
    return readings;
  }

  private static int firstRow(ReplayRun current, Instant now) {
    return current.over(now.minus(SENT_AFTER)) ? current.rowsDue(now) : 0;
  }

  private void advance(
      ReplayRun current, Sensor sensor, Instant now, int room, List<Reading> readings) {
    int due = current.rowsDue(now);
    int row = nextRows.getOrDefault(sensor.id(), 0);
    while (row < due && readings.size() < room) {
      double load = current.load(sensor.server().id(), row);
      readings.add(model.read(sensor, load, current.originalTime(row)));
      row++;
    }
    nextRows.put(sensor.id(), row);
  }
}
