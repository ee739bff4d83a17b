package io.kilowatch.emulators.sensor;

import io.kilowatch.emulators.delivery.Reading;
import io.kilowatch.emulators.replay.Replay;
import io.kilowatch.emulators.replay.ReplayRun;
import io.kilowatch.emulators.replica.Replicas;
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
 */
final class TraceRows {

  private static final int MOST_A_TICK = 5_000;

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
    List<Reading> readings = new ArrayList<>();
    if (current != null && waiting.getAsInt() < mostWaiting) {
      own.forEach(sensor -> advance(current, sensor, now, readings));
    }
    return readings;
  }

  private void advance(ReplayRun current, Sensor sensor, Instant now, List<Reading> readings) {
    int due = current.rowsDue(now);
    int row = nextRows.computeIfAbsent(sensor.id(), id -> firstRow(current, now));
    while (row < due && readings.size() < MOST_A_TICK) {
      double load = current.load(sensor.server().id(), row);
      readings.add(model.read(sensor, load, current.originalTime(row)));
      row++;
    }
    nextRows.put(sensor.id(), row);
  }

  /** A sensor taken over from a replica that fell silent begins where that one was last heard. */
  private static int firstRow(ReplayRun current, Instant now) {
    return current.rowsDue(now.minus(Replicas.EXPIRY.multipliedBy(2)));
  }
}
