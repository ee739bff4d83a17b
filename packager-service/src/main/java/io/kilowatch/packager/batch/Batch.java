package io.kilowatch.packager.batch;

import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.packager.batch.RunLog.Packed;
import io.kilowatch.packager.batch.Sources.Source;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.store.PackedReadings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Consecutive deliveries that are stored and acknowledged together. Filled by one thread, then
 * handed to another.
 */
final class Batch {

  private final Sources sources;
  private final RunLog open;
  private final List<Packed> packed = new ArrayList<>();
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
   * @param open empty, for this batch's runs until {@link #close}
   */
  Batch(Sources sources, RunLog open, long firstTag) {
    this.sources = sources;
    this.open = open;
    this.firstTag = firstTag;
  }

  void add(Delivery delivery, Sorted sorted) {
    for (ReadingRun run : sorted.good()) {
      Source source = sources.of(run);
      source.listener().accept(run);
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

  /** Packs what has been added and empties the log; nothing is added any more. */
  void close() {
    packed.addAll(open.take());
  }

  /** The good readings of each series, with rank and origin. */
  Map<SeriesKey, PackedReadings> readingsBySeries() {
    Map<SeriesKey, PackedReadings> bySeries = LinkedHashMap.newLinkedHashMap(packed.size());
    packed.forEach(each -> bySeries.merge(each.source().series(), each.readings(), Batch::both));
    return bySeries;
  }

  private static PackedReadings both(PackedReadings one, PackedReadings other) {
    return PackedReadings.of(Readings.merge(List.of(one.unpack(), other.unpack())));
  }

  /** What is to be stored of a series, as runs of the keys it came with. */
  List<ReadingRun> runs(SeriesKey key) {
    List<ReadingRun> runs = new ArrayList<>();
    packed.stream()
        .filter(each -> each.source().series().equals(key))
        .forEach(each -> addRuns(each.source(), each.readings().unpack(), runs));
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
