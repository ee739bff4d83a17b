package io.kilowatch.packager.batch;

import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.packager.batch.RunColumns.Column;
import io.kilowatch.packager.batch.Sources.Source;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Consecutive deliveries that are stored and acknowledged together. Filled by one thread, then
 * handed to another.
 */
final class Batch {

  private final Sources sources;
  private final RunColumns open;
  private final BiConsumer<SeriesKey, ReadingRun> listener;
  private final List<Column> columns = new ArrayList<>();
  private final List<Reject> rejects = new ArrayList<>();
  private final Map<String, Integer> deliveriesOf = new HashMap<>();
  private final long firstTag;
  private long lastTag;
  private int deliveries;
  private int mostOfOneQueue;
  private int readings;
  private int segments;
  private long bytes;

  /**
   * @param open empty columns for this batch's runs, until {@link #close}
   * @param listener told of each run as it comes, with the one key that its series has
   */
  Batch(
      Sources sources, RunColumns open, BiConsumer<SeriesKey, ReadingRun> listener, long firstTag) {
    this.sources = sources;
    this.open = open;
    this.listener = listener;
    this.firstTag = firstTag;
  }

  void add(Delivery delivery, Sorted sorted) {
    for (ReadingRun run : sorted.good()) {
      Source source = sources.of(run);
      listener.accept(source.series(), run);
      segments += open.add(source, run);
      readings += run.size();
    }
    rejects.addAll(sorted.rejects());
    lastTag = delivery.tag();
    deliveries++;
    mostOfOneQueue =
        Math.max(mostOfOneQueue, deliveriesOf.merge(delivery.routingKey(), 1, Integer::sum));
    bytes += delivery.body().length;
  }

  /** Sorts what has been added and empties the columns; nothing is added any more. */
  void close() {
    columns.addAll(open.take());
  }

  /** The good readings of each series, sorted, with rank and origin. */
  Map<SeriesKey, Readings> readingsBySeries() {
    Map<SeriesKey, Readings> bySeries = LinkedHashMap.newLinkedHashMap(columns.size());
    columns.forEach(column ->
        bySeries.merge(
            column.source().series(),
            column.readings(),
            (one, other) -> Readings.merge(List.of(one, other))));
    return bySeries;
  }

  /** What is to be stored of a series, as runs of the keys it came with. */
  List<ReadingRun> runs(SeriesKey key) {
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

  /** How many of the deliveries are of the queue that has the most of them. */
  int mostOfOneQueue() {
    return mostOfOneQueue;
  }

  int readings() {
    return readings;
  }

  /** How many the store will make of them, about: one for each hour of a series. */
  int segments() {
    return segments;
  }

  long bytes() {
    return bytes;
  }
}
