package io.kilowatch.emulators.load;

import java.time.Instant;

/**
 * A server's load as a share of full load: its own base and daily swing with the peak in the
 * afternoon of its longitude, a slow drift and a quick flutter.
 */
public final class LoadModel {

  private static final long MINUTE_MILLIS = 60_000;
  private static final long DAY_MILLIS = 24 * 60 * MINUTE_MILLIS;
  private static final long DRIFT_MILLIS = 15 * MINUTE_MILLIS;
  private static final long FLUTTER_MILLIS = MINUTE_MILLIS;
  private static final double DRIFT = 0.08;
  private static final double FLUTTER = 0.04;
  private static final double LEAST = 0.01;

  private LoadModel() {}

  /**
   * Load between 0.01 and 1.
   *
   * @param longitude degrees east, for the time of day
   */
  public static double loadAt(String serverId, double longitude, Instant at) {
    long seed = SeededNoise.seed(serverId);
    double base = between(0.20, 0.50, SeededNoise.uniform(seed, 1));
    double swing = between(0.08, 0.28, SeededNoise.uniform(seed, 2));
    double peakHour = between(12, 17, SeededNoise.uniform(seed, 3));
    double hour = 24.0 * Math.floorMod(at.toEpochMilli(), DAY_MILLIS) / DAY_MILLIS + longitude / 15;
    double load =
        base
            + swing * Math.cos(2 * Math.PI * (hour - peakHour) / 24)
            + DRIFT * SeededNoise.smooth(seed + 1, at.toEpochMilli(), DRIFT_MILLIS)
            + FLUTTER * SeededNoise.smooth(seed + 2, at.toEpochMilli(), FLUTTER_MILLIS);
    return Math.clamp(load, LEAST, 1);
  }

  private static double between(double low, double high, double share) {
    return low + (high - low) * share;
  }
}
