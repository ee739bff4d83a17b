package io.kilowatch.packager.batch;

import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.series.SeriesKey;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Knows where readings come from, as one object for each origin: every message spells it anew, and
 * batches and open hours of a large fleet would keep tens of thousands of copies. For one thread.
 *
 * <p>Of a large fleet every reading is looked up here, so the key is the server's id as it came,
 * and nothing is made for a source that is known: as a map of records this was a third of the
 * packager's work (ADR 0009).
 */
final class Sources {

  /** Above it all are forgotten, which costs memory for a while and nothing else. */
  private static final int MOST = 200_000;

  /** Far more than a server has metrics and keys; above it those of the server are forgotten. */
  private static final int MOST_OF_SERVER = 64;

  /** Readings of one series that came with one ingest key. */
  static final class Source {

    private final SeriesKey series;
    private final String metric;
    private final String keyId;
    private final Consumer<ReadingRun> listener;
    private final @Nullable Source nextOfServer;

    /** Where it is in the {@link RunLog} that it was added to last, for that alone. */
    int column;

    private Source(
        SeriesKey series,
        String keyId,
        Consumer<ReadingRun> listener,
        @Nullable Source nextOfServer) {
      this.series = series;
      this.metric = series.metric();
      this.keyId = keyId;
      this.listener = listener;
      this.nextOfServer = nextOfServer;
    }

    SeriesKey series() {
      return series;
    }

    String keyId() {
      return keyId;
    }

    /** Told of each run of it. */
    Consumer<ReadingRun> listener() {
      return listener;
    }
  }

  /** Each with the others of its server behind it: a few metrics, and rarely a second key. */
  private final Map<String, Source> firstOfServer = new HashMap<>();

  /**
   * Metrics and ids of keys, one copy of each: those of tens of thousands of sources would be in no
   * cache of the processor.
   */
  private final Map<String, String> spellings = new HashMap<>();

  private final Function<SeriesKey, Consumer<ReadingRun>> listenerOf;
  private int known;

  /**
   * @param listenerOf makes what is told of the runs of a series
   */
  Sources(Function<SeriesKey, Consumer<ReadingRun>> listenerOf) {
    this.listenerOf = listenerOf;
  }

  Source of(ReadingRun run) {
    Source first = firstOfServer.get(run.serverId());
    int ofServer = 0;
    for (Source same = first; same != null; same = same.nextOfServer) {
      if (same.metric.equals(run.metric()) && same.keyId.equals(run.keyId())) {
        return same;
      }
      ofServer++;
    }
    if (ofServer >= MOST_OF_SERVER) {
      first = null;
    }
    if (known >= MOST) {
      firstOfServer.clear();
      spellings.clear();
      known = 0;
      first = null;
    }
    String serverId = first == null ? run.serverId() : first.series.serverId();
    SeriesKey series = new SeriesKey(serverId, spelt(run.metric()));
    Source fresh = new Source(series, spelt(run.keyId()), listenerOf.apply(series), first);
    firstOfServer.put(serverId, fresh);
    known++;
    return fresh;
  }

  private String spelt(String text) {
    return spellings.computeIfAbsent(text, first -> first);
  }
}
