package io.kilowatch.emulators.sensor;

import io.kilowatch.emulators.delivery.Reading;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sensor as the API shows it.
 *
 * @param origin of its readings: {@code emulated}, always
 * @param basis where its figures come from: {@code model} or {@code trace} for power; {@code csv},
 *     {@code synthetic} or {@code life-cycle} for CO2
 * @param replica the one that reads for it
 * @param latest null while it is paused, or where a fault swallowed it
 */
record SensorView(
    String id,
    String serverId,
    String serverName,
    String metric,
    String unit,
    String origin,
    String basis,
    long intervalMillis,
    double noise,
    double offset,
    boolean paused,
    Fault fault,
    String replica,
    @Nullable Latest latest) {

  /** Its newest reading. */
  record Latest(Instant timestamp, double value) {

    static Latest of(Reading reading) {
      return new Latest(Instant.ofEpochMilli(reading.timestamp()), reading.value());
    }
  }
}
