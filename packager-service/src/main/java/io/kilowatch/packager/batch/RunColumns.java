package io.kilowatch.packager.batch;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.packager.batch.Sources.Source;
import io.kilowatch.series.Readings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The runs of a batch in the order in which they came, all series in the same columns. A column of
 * its own for each of 20,000 series would grow step by step, and what it outgrew is garbage that
 * has lived long. Used again batch after batch; for one thread at a time.
 */
final class RunColumns {

  /** What came of one source, sorted. */
  record Column(Source source, Readings readings) {}

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  private final List<Source> sources = new ArrayList<>();
  private long[] lastHourOfSource = new long[256];
  private int[] sourceOfRun = new int[256];
  private int[] endOfRun = new int[256];
  private long[] rankOfRun = new long[256];
  private Origin[] originOfRun = new Origin[256];
  private long[] timestamps = new long[1024];
  private double[] values = new double[1024];
  private int runs;
  private int readings;

  /**
   * Adds a run.
   *
   * @return how many hours it begins of its source, each of which will be a segment; one that is
   *     gone back to counts again
   */
  int add(Source source, ReadingRun run) {
    int size = run.size();
    makeRoomFor(size);
    System.arraycopy(run.timestampsMillis(), 0, timestamps, readings, size);
    System.arraycopy(run.values(), 0, values, readings, size);
    readings += size;
    int index = indexOf(source);
    sourceOfRun[runs] = index;
    endOfRun[runs] = readings;
    rankOfRun[runs] = run.rankSeconds();
    originOfRun[runs] = run.origin();
    runs++;
    return hoursBegun(index, run);
  }

  private int hoursBegun(int source, ReadingRun run) {
    int begun = 0;
    long hour = lastHourOfSource[source];
    for (long timestamp : run.timestampsMillis()) {
      long next = Math.floorDiv(timestamp, HOUR_MILLIS);
      if (next != hour) {
        hour = next;
        begun++;
      }
    }
    lastHourOfSource[source] = hour;
    return begun;
  }

  /** A source that is not of these has a number of others, or of none yet. */
  private int indexOf(Source source) {
    if (source.column < sources.size() && sources.get(source.column) == source) {
      return source.column;
    }
    int index = sources.size();
    if (index == lastHourOfSource.length) {
      lastHourOfSource = Arrays.copyOf(lastHourOfSource, grown(index));
    }
    lastHourOfSource[index] = Long.MIN_VALUE;
    sources.add(source);
    source.column = index;
    return index;
  }

  private void makeRoomFor(int more) {
    if (runs == sourceOfRun.length) {
      int capacity = grown(runs);
      sourceOfRun = Arrays.copyOf(sourceOfRun, capacity);
      endOfRun = Arrays.copyOf(endOfRun, capacity);
      rankOfRun = Arrays.copyOf(rankOfRun, capacity);
      originOfRun = Arrays.copyOf(originOfRun, capacity);
    }
    if (readings + more > timestamps.length) {
      int capacity = Math.max(readings + more, grown(timestamps.length));
      timestamps = Arrays.copyOf(timestamps, capacity);
      values = Arrays.copyOf(values, capacity);
    }
  }

  private static int grown(int capacity) {
    return capacity + (capacity >> 1);
  }

  /** Gives away what each source sent, in the order in which they first came, and is empty then. */
  List<Column> take() {
    int[] ends = new int[sources.size()];
    int[] bySource = runsBySource(ends);
    List<Column> columns = new ArrayList<>(sources.size());
    int from = 0;
    for (int source = 0; source < ends.length; source++) {
      columns.add(new Column(sources.get(source), readings(bySource, from, ends[source])));
      from = ends[source];
    }
    clear();
    return columns;
  }

  /**
   * The runs' indexes, those of a source together and in order: a counting sort.
   *
   * @param ends filled with where the runs of each source end
   */
  private int[] runsBySource(int[] ends) {
    for (int run = 0; run < runs; run++) {
      ends[sourceOfRun[run]]++;
    }
    int[] next = new int[ends.length];
    for (int source = 1; source < ends.length; source++) {
      next[source] = ends[source - 1];
      ends[source] += ends[source - 1];
    }
    int[] bySource = new int[runs];
    for (int run = 0; run < runs; run++) {
      bySource[next[sourceOfRun[run]]++] = run;
    }
    return bySource;
  }

  private Readings readings(int[] bySource, int from, int to) {
    int size = 0;
    for (int i = from; i < to; i++) {
      size += endOfRun[bySource[i]] - startOfRun(bySource[i]);
    }
    Readings.Builder builder = Readings.builder(size);
    for (int i = from; i < to; i++) {
      int run = bySource[i];
      for (int at = startOfRun(run); at < endOfRun[run]; at++) {
        builder.add(timestamps[at], values[at], rankOfRun[run], originOfRun[run]);
      }
    }
    return builder.build();
  }

  private int startOfRun(int run) {
    return run == 0 ? 0 : endOfRun[run - 1];
  }

  private void clear() {
    sources.clear();
    runs = 0;
    readings = 0;
  }
}
