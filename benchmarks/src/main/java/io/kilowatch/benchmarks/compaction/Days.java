package io.kilowatch.benchmarks.compaction;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.store.SeriesStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes as the platform does: a segment a minute of each open hour, each hour closed when it is
 * over, and of every tenth series ten minutes that come three hours late and open it again.
 */
final class Days {
  private static final Instant BEGIN = Instant.parse("2026-03-10T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int LATE_HOURS = 3;
  private static final int CLOSERS = 2;

  /** Work after each hour, as a node flushes when its memory is full. */
  interface AfterHour {
    void run() throws Exception;
  }

  private final SeriesStore store;
  private final SimulatedClock clock;
  private final int series;
  private final Random random = new Random(7);
  private final List<Long> closeNanos = new ArrayList<>();

  Days(SeriesStore store, SimulatedClock clock, int series) {
    this.store = store;
    this.clock = clock;
    this.series = series;
  }

  static SimulatedClock clock() {
    return new SimulatedClock(BEGIN);
  }

  void write(int hours, AfterHour afterHour) throws Exception {
    try (ExecutorService closers = Executors.newFixedThreadPool(CLOSERS)) {
      for (int hour = 0; hour < hours; hour++) {
        Instant start = start(hour);
        clock.set(start);
        append(start, 0, 60, 1);
        clock.set(start.plus(Duration.ofMinutes(20)));
        if (hour >= LATE_HOURS + 1) {
          append(start(hour - LATE_HOURS), 20, 30, 10);
          close(closers, start(hour - LATE_HOURS), 10);
        }
        if (hour >= 1) {
          close(closers, start(hour - 1), 1);
        }
        afterHour.run();
      }
    }
  }

  private void append(Instant hour, int fromMinute, int toMinute, int everySeries) {
    for (int minute = fromMinute; minute < toMinute; minute++) {
      List<CompletableFuture<Void>> writes = new ArrayList<>();
      for (int i = 0; i < series; i += everySeries) {
        writes.add(store.append(Map.of(key(i), minute(hour.plus(Duration.ofMinutes(minute))))));
      }
      writes.forEach(CompletableFuture::join);
    }
  }

  private Readings minute(Instant from) {
    Readings.Builder readings = Readings.builder(60);
    long hundredths = 20_000L + random.nextInt(10_000);
    for (int second = 0; second < 60; second++) {
      Instant at = from.plusSeconds(second);
      hundredths += random.nextInt(101) - 50;
      readings.add(at.toEpochMilli(), hundredths / 100.0, at.getEpochSecond() + 1, Origin.MEASURED);
    }
    return readings.build();
  }

  private void close(ExecutorService closers, Instant hour, int everySeries) throws Exception {
    List<Future<Long>> closes = new ArrayList<>();
    for (int i = 0; i < series; i += everySeries) {
      SeriesKey key = key(i);
      closes.add(closers.submit(() -> nanos(() -> store.close(key, hour))));
    }
    for (Future<Long> close : closes) {
      closeNanos.add(close.get());
    }
  }

  double medianCloseMillis() {
    return medianMillis(closeNanos);
  }

  /** Of reading a closed hour of a series, anywhere in what was written. */
  double medianReadMillis(int hours, int reads) {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < reads; i++) {
      SeriesKey key = key(random.nextInt(series));
      Instant hour = start(random.nextInt(hours - 1));
      nanos.add(nanos(() -> requireWhole(store.readHour(key, hour))));
    }
    return medianMillis(nanos);
  }

  private static void requireWhole(Readings hour) {
    if (hour.size() != 3600) {
      throw new IllegalStateException("an hour has " + hour.size() + " readings");
    }
  }

  private static long nanos(Runnable work) {
    long begun = System.nanoTime();
    work.run();
    return System.nanoTime() - begun;
  }

  private static double medianMillis(List<Long> nanos) {
    return nanos.stream().sorted().skip(nanos.size() / 2).findFirst().orElseThrow() / 1e6;
  }

  private static Instant start(int hour) {
    return BEGIN.plus(HOUR.multipliedBy(hour));
  }

  private static SeriesKey key(int series) {
    return new SeriesKey("server-" + series, "power");
  }
}
