package io.kilowatch.benchmarks.limits;

import com.datastax.oss.driver.api.core.CqlSession;
import io.kilowatch.benchmarks.node.NodeSession;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.local.CassandraNode;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.store.Schema;
import io.kilowatch.series.store.SeriesStore;
import io.kilowatch.series.store.StoreSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Appends to a node of its own as the packager does, from memory. */
final class StoreLimit implements AutoCloseable {

  private static final String KEYSPACE = "limits";

  /** Batches under way at once, as in the packager. */
  private static final int IN_FLIGHT = 1;

  private final CassandraNode node;
  private final CqlSession session;
  private final SeriesStore store;
  private final Instant begin =
      Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(30));

  StoreLimit(Path directory) {
    node = CassandraNode.start(directory);
    session = NodeSession.open(node);
    Schema.apply(session, KEYSPACE, 1);
    StoreSettings settings = StoreSettings.of(KEYSPACE, 1, metric -> Duration.ofMinutes(15));
    store = new SeriesStore(session, settings, Clock.systemUTC());
  }

  /** Batches of so many series with so many readings each, one second apart. */
  void measure(String name, int series, int each, Duration duration, PrintStream out)
      throws InterruptedException {
    Semaphore free = new Semaphore(IN_FLIGHT);
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    long batches = 0;
    long from = System.nanoTime();
    while (System.nanoTime() - from < duration.toNanos() && failure.get() == null) {
      Map<SeriesKey, Readings> batch = batch(name, series, each, batches++);
      free.acquire();
      var _ =
          store
              .append(batch)
              .whenComplete((_, thrown) -> {
                failure.compareAndSet(null, thrown);
                free.release();
              });
    }
    free.acquire(IN_FLIGHT);
    if (failure.get() != null) {
      throw new CompletionException(failure.get());
    }
    double seconds = (System.nanoTime() - from) / 1e9;
    out.printf(
        Locale.ROOT,
        "store    %-32s %,12.0f readings/s %,10.0f series written/s%n",
        "%d series of %d readings".formatted(series, each),
        batches * series * each / seconds,
        batches * series / seconds);
  }

  private Map<SeriesKey, Readings> batch(String name, int series, int each, long number) {
    Map<SeriesKey, Readings> batch = HashMap.newHashMap(series);
    for (int i = 0; i < series; i++) {
      Readings.Builder readings = Readings.builder(each);
      for (int n = 0; n < each; n++) {
        Instant at = begin.plusSeconds(number * each + n);
        long hundredths = 20_000 + (i * 31L + n * 7L) % 400;
        readings.add(
            at.toEpochMilli(), hundredths / 100.0, begin.getEpochSecond(), Origin.MEASURED);
      }
      batch.put(new SeriesKey(name + "-" + i / 2, i % 2 == 0 ? "power" : "co2"), readings.build());
    }
    return batch;
  }

  @Override
  public void close() {
    session.close();
    node.close();
  }
}
