package io.kilowatch.packager.batch;

import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.series.SeriesKey;
import java.util.HashMap;
import java.util.Map;

/**
 * Knows where readings come from, as one object for each origin: every message spells it anew, and
 * batches and open hours of a large fleet would keep tens of thousands of copies. For one thread.
 */
final class Sources {

  /** Above it all are forgotten, which costs memory for a while and nothing else. */
  private static final int MOST = 200_000;

  /** Readings of one series that came with one ingest key. */
  record Source(SeriesKey series, String keyId) {}

  private final Map<Source, Source> known = new HashMap<>();

  Source of(ReadingRun run) {
    Source fresh = new Source(new SeriesKey(run.serverId(), run.metric()), run.keyId());
    Source same = known.get(fresh);
    if (same != null) {
      return same;
    }
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(fresh, fresh);
    return fresh;
  }
}
