package io.kilowatch.series;

import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Time-ordered UUIDs (version 1) of any clock; random where RFC 9562 has the network address. */
public final class TimeUuids {
  /** 100 ns steps from 1582-10-15, where version 1 begins, to 1970. */
  private static final long EPOCH_STEPS = 0x01B21DD213814000L;

  private static final long STEPS_PER_MILLI = 10_000;

  private TimeUuids() {}

  public static UUID next(Clock clock) {
    long steps = clock.millis() * STEPS_PER_MILLI + EPOCH_STEPS;
    long high = steps << 32 | (steps >>> 16 & 0xFFFF_0000L) | 0x1000 | (steps >>> 48 & 0x0FFF);
    long low = ThreadLocalRandom.current().nextLong() >>> 2 | 1L << 63;
    return new UUID(high, low);
  }

  /** When it was made, in milliseconds since the epoch. */
  public static long millis(UUID id) {
    return Math.floorDiv(id.timestamp() - EPOCH_STEPS, STEPS_PER_MILLI);
  }
}
