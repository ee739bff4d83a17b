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
 */
final class Batch {

  private final Map<SeriesKey, List<ReadingRun>> runs = new LinkedHashMap<>();
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
      SeriesKey key = new SeriesKey(run.serverId(), run.metric());
      runs.computeIfAbsent(key, k -> new ArrayList<>()).add(run);
      readings += run.size();
    }
    rejects.addAll(sorted.rejects());
    lastTag = delivery.tag();
    deliveries++;
    bytes += delivery.body().length;
  }

  /** The good readings of each series, sorted, with rank and origin. */
  Map<SeriesKey, Readings> readingsBySeries() {
    Map<SeriesKey, Readings> bySeries = LinkedHashMap.newLinkedHashMap(runs.size());
    runs.forEach((key, ofSeries) -> bySeries.put(key, join(ofSeries)));
    return bySeries;
  }

  private static Readings join(List<ReadingRun> runs) {
    Readings.Builder joined = Readings.builder(runs.stream().mapToInt(ReadingRun::size).sum());
    for (ReadingRun run : runs) {
      for (int i = 0; i < run.size(); i++) {
        joined.add(run.timestampsMillis()[i], run.values()[i], run.rankSeconds(), run.origin());
      }
    }
    return joined.build();
  }

  /** What came of a series, as it came. */
  List<ReadingRun> runs(SeriesKey key) {
    return runs.getOrDefault(key, List.of());
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

  int series() {
    return runs.size();
  }

  long bytes() {
    return bytes;
  }
}
