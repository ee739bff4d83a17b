package io.kilowatch.e2e;

import java.time.Duration;

/**
 * How long a fault lasts, and how much is sent meanwhile: little with every build, all of it when
 * asked for with {@code -Dkilowatch.faults.full=true}.
 */
final class Faults {

  static final boolean FULL = Boolean.getBoolean("kilowatch.faults.full");

  private Faults() {}

  static int sized(int brief, int full) {
    return FULL ? full : brief;
  }

  static Duration seconds(int brief, int full) {
    return Duration.ofSeconds(sized(brief, full));
  }
}
