package io.kilowatch.packager.batch;

import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.packager.batch.Sources.Source;
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

  private record Column(Source source, Readings readings) {}

  private final Sources sources;
  private final Map<Source, Readings.Builder> open = new LinkedHashMap<>();
  private final List<Column> columns = new ArrayList<>();
  private final List<Reject> rejects = new ArrayList<>();
  private final long firstTag;
  private long lastTag;
  private int deliveries;
  private int readings;
  private long bytes;

  Batch(Sources sources, long firstTag) {
    this.sources = sources;
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
    Readings.Builder builder =
        open.computeIfAbsent(sources.of(run), _ -> Readings.builder(run.size()));
    for (int i = 0; i < run.size(); i++) {
      builder.add(run.timestampsMillis()[i], run.values()[i], run.rankSeconds(), run.origin());
    }
    readings += run.size();
  }

  /** The good readings of each series, sorted, with rank and origin; nothing is added any more. */
  Map<SeriesKey, Readings> readingsBySeries() {
    sort();
    Map<SeriesKey, Readings> bySeries = LinkedHashMap.newLinkedHashMap(columns.size());
    columns.forEach(column ->
        bySeries.merge(
            column.source().series(),
            column.readings(),
            (one, other) -> Readings.merge(List.of(one, other))));
    return bySeries;
  }

  /** Lets go of what was gathered as it is sorted: both at once would be twice the memory. */
  private void sort() {
    var unsorted = open.entrySet().iterator();
    while (unsorted.hasNext()) {
      Map.Entry<Source, Readings.Builder> next = unsorted.next();
      columns.add(new Column(next.getKey(), next.getValue().build()));
      unsorted.remove();
    }
  }

  /** What is to be stored of a series, as runs of the keys it came with. */
  List<ReadingRun> runs(SeriesKey key) {
    sort();
    List<ReadingRun> runs = new ArrayList<>();
    columns.stream()
        .filter(column -> column.source().series().equals(key))
        .forEach(column -> addRuns(column.source(), column.readings(), runs));
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
