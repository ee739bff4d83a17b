package io.kilowatch.emulators.sensor;

import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.base.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A change of a sensor's parameters; what is absent stays. */
record SensorPatch(
    @Nullable Long intervalMillis,
    @Nullable Double noise,
    @Nullable Double offset,
    @Nullable Boolean paused,
    @Nullable Fault fault) {

  private static final long SHORTEST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 3_600_000;
  private static final double WIDEST_OFFSET = 1_000_000;

  /** Refuses what no sensor could do, every field at once. */
  void validate() {
    List<FieldProblem> errors = new ArrayList<>();
    if (intervalMillis != null
        && (intervalMillis < SHORTEST_MILLIS || intervalMillis > LONGEST_MILLIS)) {
      errors.add(
          new FieldProblem(
              "intervalMillis", "must be from " + SHORTEST_MILLIS + " to " + LONGEST_MILLIS));
    }
    if (noise != null && !(noise >= 0 && noise <= 1)) {
      errors.add(new FieldProblem("noise", "must be from 0 to 1, a share of the reading"));
    }
    if (offset != null && !(Math.abs(offset) <= WIDEST_OFFSET)) {
      errors.add(new FieldProblem("offset", "must be from -1000000 to 1000000"));
    }
    if (!errors.isEmpty()) {
      throw ProblemException.badRequest(errors);
    }
  }

  /**
   * The settings changed by this.
   *
   * @param value what the sensor has now, where it may get stuck
   */
  SensorSettings applyTo(SensorSettings old, Instant now, double value) {
    // Later than the old one even when the clock has not moved on, or went back.
    Instant changedAt = now.isAfter(old.changedAt()) ? now : old.changedAt().plusMillis(1);
    boolean goesOn = fault == null || fault == old.fault();
    return new SensorSettings(
        old.sensorId(),
        Objects.requireNonNullElse(intervalMillis, old.intervalMillis()),
        Objects.requireNonNullElse(noise, old.noise()),
        Objects.requireNonNullElse(offset, old.offset()),
        Objects.requireNonNullElse(paused, old.paused()),
        Objects.requireNonNullElse(fault, old.fault()),
        goesOn ? old.faultSince() : changedAt,
        goesOn ? old.stuckAt() : stuckAt(value),
        changedAt,
        changes(old.times(), changedAt));
  }

  private SensorSettings.Changes changes(SensorSettings.Changes old, Instant now) {
    return new SensorSettings.Changes(
        intervalMillis == null ? old.intervalMillis() : now,
        noise == null ? old.noise() : now,
        offset == null ? old.offset() : now,
        paused == null ? old.paused() : now,
        fault == null ? old.fault() : now);
  }

  private @Nullable Double stuckAt(double value) {
    return fault == Fault.STUCK ? value : null;
  }
}
