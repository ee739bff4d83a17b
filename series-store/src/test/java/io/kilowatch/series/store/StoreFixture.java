package io.kilowatch.series.store;

import com.datastax.oss.driver.api.core.CqlSession;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.Readings;
import io.kilowatch.series.RealCassandra;
import io.kilowatch.series.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.threeten.extra.MutableClock;

/** A keyspace of its own, a clock to set, and what most store tests write and ask. */
final class StoreFixture implements AutoCloseable {
  static final Duration MAX_GAP = Duration.ofMinutes(15);
  static final Instant HOUR = Instant.parse("2026-03-10T10:00:00Z");
  static final Instant AFTER = Instant.parse("2026-03-10T11:20:00Z");

  final CqlSession session = RealCassandra.session();
  final MutableClock clock = MutableClock.of(AFTER, ZoneOffset.UTC);
  final StoreSettings settings;

  StoreFixture(String keyspace) {
    settings = StoreSettings.of(keyspace, 1, metric -> MAX_GAP);
    Schema.apply(session, keyspace, 1);
  }

  SeriesStore store() {
    return new SeriesStore(session, settings, clock);
  }

  SeriesStore store(Consumer<SeriesHour> beforeCloseWrites) {
    return new SeriesStore(
        session, settings, clock, 20_000, Closer.MAX_READINGS_AT_ONCE, beforeCloseWrites);
  }

  /** Merges no more than so many readings at once. */
  SeriesStore storeMerging(int readings) {
    return new SeriesStore(session, settings, clock, 20_000, readings, hour -> {});
  }

  /** Does something while it reads, between each two pages of that many rows. */
  SeriesStore storeWithPagesOf(int rows, Runnable betweenPages) {
    return new SeriesStore(
        BetweenPages.of(session, betweenPages),
        settings,
        clock,
        rows,
        Closer.MAX_READINGS_AT_ONCE,
        hour -> {});
  }

  static Readings one(Instant at, double value, Instant receivedAt) {
    return Readings.builder(1)
        .add(at.toEpochMilli(), value, receivedAt.getEpochSecond(), Origin.MEASURED)
        .build();
  }

  static Readings steady(Instant from, Duration step, int count) {
    Readings.Builder readings = Readings.builder(count);
    for (int i = 0; i < count; i++) {
      Instant at = from.plus(step.multipliedBy(i));
      readings.add(at.toEpochMilli(), 200 + i % 7 / 4.0, at.getEpochSecond() + 1, Origin.EMULATED);
    }
    return readings.build();
  }

  static void append(SeriesStore store, SeriesKey key, Readings... readings) {
    List<CompletableFuture<Void>> writes = new ArrayList<>();
    for (Readings each : readings) {
      writes.add(store.append(Map.of(key, each)));
    }
    writes.forEach(CompletableFuture::join);
  }

  /** Each reading in an append of its own. */
  static void appendSingly(SeriesStore store, SeriesKey key, Readings readings) {
    List<CompletableFuture<Void>> writes = new ArrayList<>();
    for (int i = 0; i < readings.size(); i++) {
      writes.add(store.append(Map.of(key, readings.between(i, i + 1))));
    }
    writes.forEach(CompletableFuture::join);
  }

  static Readings readAll(SeriesStore store, SeriesKey key, Instant from, Instant to) {
    Readings.Builder all = Readings.builder(16);
    store.read(
        key,
        from,
        to,
        hour -> {
          all.addAll(hour);
          return true;
        });
    return all.build();
  }

  long rows(String table, SeriesKey key) {
    return session
        .execute(
            ("SELECT COUNT(*) FROM %s.%s WHERE bucket = ? AND day = '2026-03-10'"
                    + " AND server_id = ? AND metric = ?")
                .formatted(settings.keyspace(), table),
            Bucket.of(key.serverId()),
            key.serverId(),
            key.metric())
        .one()
        .getLong(0);
  }

  @Override
  public void close() {
    session.close();
  }
}
