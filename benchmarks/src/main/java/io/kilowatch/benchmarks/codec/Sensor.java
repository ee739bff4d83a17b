package io.kilowatch.benchmarks.codec;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.Readings;
import java.util.Random;

/** Kinds of sensors, each good for an hour of readings at about one a second. */
public enum Sensor {
  /** A meter that reads out hundredths: each value a few tenths from the one before. */
  WALK_IN_HUNDREDTHS {
    @Override
    Readings hour(Random random) {
      Readings.Builder hour = Readings.builder(COUNT);
      long hundredths = 20_000;
      for (int i = 0; i < COUNT; i++) {
        hundredths += Math.round(random.nextGaussian() * 50);
        add(hour, i * 1000L, hundredths / 100.0);
      }
      return hour.build();
    }
  },
  /** Values with all 52 bits of noise: the worst there is. */
  RANDOM_DOUBLES {
    @Override
    Readings hour(Random random) {
      Readings.Builder hour = Readings.builder(COUNT);
      for (int i = 0; i < COUNT; i++) {
        add(hour, i * 1000L, random.nextDouble() * 500);
      }
      return hour.build();
    }
  },
  /** A meter that always says the same. */
  CONSTANT {
    @Override
    Readings hour(Random random) {
      Readings.Builder hour = Readings.builder(COUNT);
      for (int i = 0; i < COUNT; i++) {
        add(hour, i * 1000L, 42.5);
      }
      return hour.build();
    }
  },
  /** The walk, read out by a clock that is off by up to 20 ms either way. */
  WALK_WITH_JITTER {
    @Override
    Readings hour(Random random) {
      Readings.Builder hour = Readings.builder(COUNT);
      long hundredths = 20_000;
      for (int i = 0; i < COUNT; i++) {
        hundredths += Math.round(random.nextGaussian() * 50);
        add(hour, i * 1000L + 500 + random.nextInt(41) - 20, hundredths / 100.0);
      }
      return hour.build();
    }
  };

  static final int COUNT = 3600;
  private static final long START = 1_767_225_600_000L; // 2026-01-01T00:00:00Z

  abstract Readings hour(Random random);

  private static void add(Readings.Builder hour, long offsetMillis, double value) {
    long at = START + offsetMillis;
    hour.add(at, value, at / 1000 + 1, Origin.MEASURED);
  }
}
