package io.kilowatch.packager.batch;

import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.series.SeriesKey;
import java.util.HashMap;
import java.util.Map;
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
    private final String keyId;
    private final @Nullable Source nextOfServer;

    /** Where it is in the {@link RunColumns} that it was added to last, for them alone. */
    int column;

    private Source(SeriesKey series, String keyId, @Nullable Source nextOfServer) {
      this.series = series;
      this.keyId = keyId;
      this.nextOfServer = nextOfServer;
    }

    SeriesKey series() {
      return series;
    }

    String keyId() {
      return keyId;
    }
  }

  /** Each with the others of its server behind it: a few metrics, and rarely a second key. */
  private final Map<String, Source> firstOfServer = new HashMap<>();

  private int known;

  Source of(ReadingRun run) {
    Source first = firstOfServer.get(run.serverId());
    int ofServer = 0;
    for (Source same = first; same != null; same = same.nextOfServer) {
      if (same.series.metric().equals(run.metric()) && same.keyId.equals(run.keyId())) {
        return same;
      }
      ofServer++;
    }
    if (ofServer >= MOST_OF_SERVER) {
      first = null;
    }
    if (known >= MOST) {
      firstOfServer.clear();
      known = 0;
      first = null;
    }
    String serverId = first == null ? run.serverId() : first.series.serverId();
    Source fresh = new Source(new SeriesKey(serverId, run.metric()), run.keyId(), first);
    firstOfServer.put(serverId, fresh);
    known++;
    return fresh;
  }
}
