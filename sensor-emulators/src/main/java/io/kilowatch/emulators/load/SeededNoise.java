package io.kilowatch.emulators.load;

import java.nio.charset.StandardCharsets;

/** Numbers that look random and are the same on every replica: functions of a seed and a place. */
public final class SeededNoise {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final double TWO_TO_MINUS_53 = 0x1.0p-53;

  private SeededNoise() {}

  /** FNV-1a of the text, mixed so that similar texts get unlike seeds. */
  public static long seed(String text) {
    long hash = FNV_OFFSET;
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
    }
    return mix(hash);
  }

  /** Evenly distributed in [0, 1). */
  public static double uniform(long seed, long place) {
    return (mix(seed + mix(place)) >>> 11) * TWO_TO_MINUS_53;
  }

  /** Normally distributed with mean 0 and standard deviation 1 (Box and Muller, 1958). */
  public static double gaussian(long seed, long place) {
    double radius = Math.sqrt(-2 * Math.log(1 - uniform(seed, place)));
    return radius * Math.cos(2 * Math.PI * uniform(~seed, place));
  }

  /** Between -1 and 1, smooth in time, with a new random value every period. */
  public static double smooth(long seed, long millis, long periodMillis) {
    long before = Math.floorDiv(millis, periodMillis);
    double part = (double) Math.floorMod(millis, periodMillis) / periodMillis;
    double eased = part * part * (3 - 2 * part);
    double low = uniform(seed, before);
    double high = uniform(seed, before + 1);
    return 2 * (low + (high - low) * eased) - 1;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, 2014). */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
