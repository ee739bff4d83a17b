package io.kilowatch.packager.batch;

import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Consecutive deliveries that are stored and acknowledged together. Filled by one thread, then
 * handed to another.
 *
 * <p>Readings are kept in columns: of many series that each send one at a time, the runs they came
 * in would weigh ten times as much.
 */
final class Batch {

  /** Readings of one series that came with one ingest key. */
  private record Source(SeriesKey series, String keyId) {}

  private final Map<Source, Readings.Builder> open = new LinkedHashMap<>();
  private final Map<Source, Readings> sources = new LinkedHashMap<>();
  private final List<Reject> rejects = new ArrayList<>();
  private final long firstTag;
  private long lastTag;
  private int deliveries;
  private int readings;
  private long bytes;

  Batch(long firstTag) {
    this.firstTag = firstTag;
  }

  void add(Delivery delivery, Sorted sorted) {
    for (ReadingRun run : sorted.good()) {
      add(run);
    }
    rejects.addAll(sorted.rejects());
    lastTag = delivery.tag();
    deliveries++;
    bytes += delivery.body().length;
  }

  private void add(ReadingRun run) {
    Source source = new Source(new SeriesKey(run.serverId(), run.metric()), run.keyId());
    Readings.Builder columns = open.computeIfAbsent(source, _ -> Readings.builder(run.size()));
    for (int i = 0; i < run.size(); i++) {
      columns.add(run.timestampsMillis()[i], run.values()[i], run.rankSeconds(), run.origin());
    }
    readings += run.size();
  }

  /** The good readings of each series, sorted, with rank and origin; nothing is added any more. */
  Map<SeriesKey, Readings> readingsBySeries() {
    sort();
    Map<SeriesKey, Readings> bySeries = LinkedHashMap.newLinkedHashMap(sources.size());
    sources.forEach((source, ofSource) ->
        bySeries.merge(
            source.series(), ofSource, (one, other) -> Readings.merge(List.of(one, other))));
    return bySeries;
  }

  /** Lets go of what was gathered as it is sorted: both at once would be twice the memory. */
  private void sort() {
    var unsorted = open.entrySet().iterator();
    while (unsorted.hasNext()) {
      Map.Entry<Source, Readings.Builder> next = unsorted.next();
      sources.put(next.getKey(), next.getValue().build());
      unsorted.remove();
    }
  }

  /** What is to be stored of a series, as runs of the keys it came with. */
  List<ReadingRun> runs(SeriesKey key) {
    sort();
    List<ReadingRun> runs = new ArrayList<>();
    sources.forEach((source, readings) -> {
      if (source.series().equals(key)) {
        addRuns(source, readings, runs);
      }
    });
    return runs;
  }

  private static void addRuns(Source source, Readings readings, List<ReadingRun> runs) {
    int from = 0;
    while (from < readings.size()) {
      int to = endOfRun(readings, from);
      long[] timestamps = new long[to - from];
      double[] values = new double[to - from];
      for (int i = from; i < to; i++) {
        timestamps[i - from] = readings.timestampMillis(i);
        values[i - from] = readings.value(i);
      }
      runs.add(
          new ReadingRun(
              source.series().serverId(),
              source.series().metric(),
              source.keyId(),
              readings.origin(from),
              readings.rankSeconds(from),
              timestamps,
              values));
      from = to;
    }
  }

  private static int endOfRun(Readings readings, int from) {
    int to = from + 1;
    while (to < readings.size()
        && readings.rankSeconds(to) == readings.rankSeconds(from)
        && readings.origin(to) == readings.origin(from)) {
      to++;
    }
    return to;
  }

  List<Reject> rejects() {
    return rejects;
  }

  long firstTag() {
    return firstTag;
  }

  long lastTag() {
    return lastTag;
  }

  int deliveries() {
    return deliveries;
  }

  int readings() {
    return readings;
  }

  long bytes() {
    return bytes;
  }
}
